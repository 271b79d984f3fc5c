"""A lost connection, a restarted server, a full disk: the person is told, and nothing is lost or doubled."""

from __future__ import annotations

import resource

from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit
from tests.browser.test_whole_jobs import SECONDS, acknowledged, mine, on_text


def test_what_is_done_without_a_connection_is_kept_told_and_sent_when_it_is_back(serve: Serve, visit: Visit) -> None:
    server = serve()
    before = len(mine(server, "R4"))
    page = visit(server, "/sources/R4")
    keys = on_text(page, 3)
    page.context.set_offline(True)
    keys.press("1", "ArrowDown", "5")
    expect(page.locator(".dock-unsent")).to_contain_text("2", timeout=10 * SECONDS)
    assert len(mine(server, "R4")) == before
    page.context.set_offline(False)
    acknowledged(page)
    assert len(mine(server, "R4")) == before + 2
    expect(page.locator(".dock-unsent")).to_have_text("", timeout=10 * SECONDS)


def test_a_page_that_was_closed_with_unsent_changes_sends_them_when_it_is_opened_again(
    serve: Serve, visit: Visit
) -> None:
    server = serve()
    before = len(mine(server, "R4"))
    page = visit(server, "/sources/R4")
    keys = on_text(page, 3)
    server.stop(kill=True)
    keys.press("1")
    page.wait_for_timeout(200)
    context = page.context
    page.close()
    server.start()
    again = context.new_page()
    again.goto(f"{server.base}/sources/R4")
    acknowledged(again)
    assert len(mine(server, "R4")) == before + 1


def test_on_a_full_disk_the_person_is_told_and_the_change_comes_in_once_there_is_room(
    serve: Serve, visit: Visit
) -> None:
    server = serve()
    before = mine(server, "R4")
    page = visit(server, "/sources/R4")
    keys = on_text(page, 3)
    pid = server.pid
    unlimited = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, unlimited[1]))  # no file may grow: what a full disk does
    keys.press("1")
    expect(page.locator(".dock-unsent")).to_contain_text("1", timeout=10 * SECONDS)
    assert mine(server, "R4") == before
    resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)
    acknowledged(page)
    assert len(mine(server, "R4")) == len(before) + 1
    with server.opened() as study:
        assert study.doctor().problems == ()


def test_a_text_that_was_corrected_elsewhere_is_shown_anew_and_coded_on(serve: Serve, visit: Visit) -> None:
    server = serve()
    page = visit(server, "/sources/R4")
    keys = on_text(page, 3)
    with server.opened() as study:
        text = study.sources.open("R4").text
        study.sources.correct("R4", edits=[(len(text) - 1, len(text) - 1, " ")])
    page.wait_for_load_state("load")
    page.wait_for_function(
        "() => JSON.parse(document.getElementById('page-data').textContent).version === 2", timeout=10 * SECONDS
    )
    keys = on_text(page, 2)
    keys.press("1")
    acknowledged(page)
    with server.opened() as study:
        assert study.doctor().problems == ()
