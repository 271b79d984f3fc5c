"""Files under addresses that change with their content, and with all that they refer to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spanveld.web.app import STATIC
from spanveld.web.assets import Assets
from tests.web.asking import ask
from tests.web.conftest import Rooms

FILES = {
    "js/page.js": (
        'import { cursor } from "./cursor.js";\n'
        "import './start.js'\n"
        'export * from "../js/words.js";\n'
        'const later = () => import("./later.js");\n'
        'import text from "https://elsewhere.example/x.js"; // "./cursor.js" in words stays\n'
    ),
    "js/cursor.js": 'import { page } from "./page.js";\nexport const cursor = 1;\n',
    "js/start.js": "export {};\n",
    "js/words.js": "export const words = [];\n",
    "js/later.js": "export const later = 1;\n",
    "js/alone.js": "export const alone = 1;\n",
    "css/base.css": (
        '@import "tokens.css";\n@font-face { src: url("../fonts/a.woff2") format("woff2"), url(../fonts/a.woff2#x) }\n'
        "a { background: url(data:image/png;base64,AA), url(#mark), url('/study.css') }\n"
    ),
    "css/tokens.css": ":root {}\n",
    "fonts/a.woff2": "wOF2",
    "fonts/OFL.txt": "licence",
    "secret.py": "key = 1",
    "notes.map": "{}",
}


def write(folder: Path, **changed: str) -> Path:
    for name, text in {
        **FILES,
        **{name.replace("__", "/").replace("_", "."): text for name, text in changed.items()},
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    return Assets(write(tmp_path / "files"))


def content(assets: Assets, path: str) -> str:
    found = assets.find(assets.address(path).split("/")[2], path)
    assert found is not None
    return found.content.decode()


def test_an_address_holds_a_digest_and_the_path(assets: Assets) -> None:
    assert re.fullmatch(r"/static/[0-9a-f]{16}/js/page\.js", assets.address("js/page.js"))


def test_what_a_module_imports_is_asked_for_by_its_address(assets: Assets) -> None:
    page = content(assets, "js/page.js")
    for name in ("cursor", "start", "words", "later"):
        assert re.search(rf"""["']{assets.address(f"js/{name}.js")}["']""", page)
    assert '"https://elsewhere.example/x.js"' in page
    assert '// "./cursor.js" in words stays' in page


def test_what_a_style_refers_to_is_asked_for_by_its_address(assets: Assets) -> None:
    css = content(assets, "css/base.css")
    assert f'@import "{assets.address("css/tokens.css")}"' in css
    assert f'url("{assets.address("fonts/a.woff2")}")' in css
    assert f"url({assets.address('fonts/a.woff2')}#x)" in css
    assert "url(data:image/png;base64,AA), url(#mark), url('/study.css')" in css


@pytest.mark.parametrize(
    ("changed", "moved"),
    [
        ({"js__later_js": "export const later = 2;\n"}, {"js/later.js", "js/page.js", "js/cursor.js"}),
        ({"js__alone_js": "export const alone = 2;\n"}, {"js/alone.js"}),
        ({"fonts__a_woff2": "wOF2 newer"}, {"fonts/a.woff2", "css/base.css"}),
        ({}, set()),
    ],
)
def test_an_address_changes_with_its_file_and_all_that_it_reaches(
    assets: Assets, tmp_path: Path, changed: dict[str, str], moved: set[str]
) -> None:
    new = Assets(write(tmp_path / "new", **changed))
    names = [name for name in FILES if name in assets]
    assert {name for name in names if new.address(name) != assets.address(name)} == moved


def test_two_files_of_the_same_content_have_two_addresses(tmp_path: Path) -> None:
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text("")
    assets = Assets(tmp_path)
    assert assets.address("a.js").split("/")[2] != assets.address("b.js").split("/")[2]


def test_only_kinds_of_files_that_pages_use_are_served(assets: Assets) -> None:
    assert "secret.py" not in assets
    assert "notes.map" not in assets
    with pytest.raises(KeyError):
        assets.address("secret.py")


def test_an_old_digest_and_an_unknown_path_find_nothing(assets: Assets) -> None:
    digest = assets.address("js/page.js").split("/")[2]
    assert assets.find("0" * 16, "js/page.js") is None
    assert assets.find(digest, "js/../js/page.js") is None
    assert assets.find(digest, "js/cursor.js") is None


def test_a_reference_to_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assets = Assets(write(tmp_path, js__alone_js='import "./gone.js";\n'))
    assert assets.missing == [("js/alone.js", "./gone.js")]
    assert 'import "./gone.js"' in content(assets, "js/alone.js")


def test_the_files_of_the_program_refer_to_no_file_that_is_not_there() -> None:
    assert Assets(STATIC).missing == []


def test_the_files_of_the_program_refer_to_nothing_outside() -> None:
    for path in STATIC.rglob("*"):
        if path.suffix in (".js", ".css"):
            text = path.read_text(encoding="utf-8")
            assert re.findall(r"""(?:from|import\(?|url\()\s*["']?(?:https?:)?//[^"')\s]+""", text) == [], path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("js/page.js", "text/javascript; charset=utf-8"),
        ("css/base.css", "text/css; charset=utf-8"),
        ("fonts/a.woff2", "font/woff2"),
        ("fonts/OFL.txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_comes_with_its_kind_and_may_be_kept_for_ever(
    rooms: Rooms, assets: Assets, path: str, kind: str
) -> None:
    answered = ask(rooms(assets=assets).app, "GET", assets.address(path))
    assert answered.status == 200
    assert answered.headers["content-type"] == kind
    assert "immutable" in answered.headers["cache-control"]
    assert answered.headers["x-content-type-options"] == "nosniff"
