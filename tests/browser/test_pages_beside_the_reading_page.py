"""The pages of lists and forms: they hear what others do, and a lost answer makes nothing twice."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.conftest import Serve, Visit


def test_a_page_shows_what_another_coder_adds_while_it_stands_there(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/people", language="en-GB")
    with server.opened() as study:
        study.parties.add("NEW", name="Nieuwe partij")
    expect(page.locator("#party-NEW")).to_be_visible(timeout=4000)


def test_a_page_is_not_fetched_anew_under_the_hands_of_who_is_writing(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/people", language="en-GB")
    page.locator("#add-party").click()
    page.get_by_label("Name").first.fill("Half ge")
    with server.opened() as study:
        study.parties.add("NEW", name="Nieuwe partij")
    page.wait_for_timeout(2000)
    expect(page.get_by_label("Name").first).to_have_value("Half ge")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cancel").first.click()
    expect(page.locator("#party-NEW")).to_be_visible(timeout=4000)


def test_a_thing_whose_answer_was_lost_is_added_once_also_when_its_form_was_changed_since(
    serve: Serve, visit: Visit
) -> None:
    server = serve()
    page = visit(server, "/people", language="en-GB")
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # the server does it; its answer never comes
            route.abort()
        else:
            route.continue_()

    page.route("**/api/things/**", lose)
    page.locator("#add-party").click()
    form = page.locator("form.thing")
    form.locator('[data-field="name"] input').fill("Omroep")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("No answer from the server")
    form.locator('[data-field="name"] input').fill("Omroep Zuid")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    with server.opened() as study:
        assert [row["name"] for row in study.pages.things("party") if row["name"].startswith("Omroep")] == [
            "Omroep Zuid"
        ]


def test_what_rests_on_a_thing_is_told_without_the_words_of_the_command_line(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/people", language="en-GB")
    page.locator("[data-edit=participant]").first.click()
    form = page.locator("form.thing")
    form.get_by_role("button", name="Remove").click()
    asked = form.locator(".ask")
    expect(asked).to_contain_text("rest:")
    assert "--" not in asked.inner_text()
    form.get_by_role("button", name="Leave it").click()
    expect(asked).to_be_hidden()
