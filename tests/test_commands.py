"""The commands as people use them, in folders of their own."""

import json
import os
from pathlib import Path
from threading import Thread

import pytest

from command import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_init_writes_a_mapping_that_lints_clean_and_is_formatted(folder: Path) -> None:
    done = run("init", cwd=folder)

    assert done.code == 0
    assert run("lint", cwd=folder)[:2] == (0, "no findings, 0 allowed, 0 expired\n")
    assert run("fmt", "--check", cwd=folder).code == 0


def test_init_replaces_nothing(folder: Path) -> None:
    run("init", cwd=folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    done = run("init", cwd=folder)

    assert done.code == 2
    assert "exists already" in done.err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_fmt_in_place_check_and_standard_input(folder: Path) -> None:
    path = folder / "a.mapping"
    path.write_text('mapping "a"\nusers{mail->userName match 1}\n', "utf-8")

    assert run("fmt", "--check", cwd=folder).code == 1
    assert "would reformat a.mapping" in run("fmt", "--diff", cwd=folder).err
    piped = run("fmt", "-", cwd=folder, stdin=path.read_bytes())
    assert run("fmt", cwd=folder).code == 0
    assert path.read_text("utf-8") == piped.out
    assert run("fmt", "--check", cwd=folder).code == 0


def test_fmt_leaves_a_broken_file_as_it_is(folder: Path) -> None:
    path = folder / "a.mapping"
    path.write_text("users {mail userName}\n", "utf-8")

    done = run("fmt", cwd=folder)

    assert done.code == 1
    assert "MAP002" in done.err
    assert path.read_text("utf-8") == "users {mail userName}\n"


def test_fmt_keeps_permissions_and_follows_links(folder: Path) -> None:
    path = folder / "a.mapping"
    path.write_text('mapping  "a"\n', "utf-8")
    path.chmod(0o600)
    (folder / "link.mapping").symlink_to(path)

    run("fmt", "link.mapping", cwd=folder)

    assert (folder / "link.mapping").is_symlink()
    assert path.read_text("utf-8") == 'mapping "a"\n'
    assert path.stat().st_mode & 0o777 == 0o600


def test_compile_refuses_a_mapping_with_errors(folder: Path) -> None:
    (folder / "a.mapping").write_text("users { nosuch -> title }\n", "utf-8")

    done = run("compile", "a.mapping", "--to", "entra", "-o", "out.json", cwd=folder)

    assert done.code == 1
    assert "MAP101" in done.err
    assert not (folder / "out.json").exists()


def test_compile_gives_the_same_bytes_twice(folder: Path) -> None:
    for name in ("1.json", "2.json"):
        run("compile", "preset:webex/default", "--to", "entra", "-o", name, cwd=folder)

    assert (folder / "1.json").read_bytes() == (folder / "2.json").read_bytes()


def test_parameters_and_environments(folder: Path) -> None:
    text = 'mapping "a" extends "webex/default@1"\nparam unit\nusers { $unit -> title }\n'
    (folder / "a.mapping").write_text(text, "utf-8")
    names = ("id", "userPrincipalName", "displayName", "givenName", "surname")
    record = dict.fromkeys(names, "a@contoso.com") | {"accountEnabled": True}
    (folder / "user.json").write_text(json.dumps(record), "utf-8")
    config = '[env.prod.params]\nunit = "Sales"\n'
    (folder / "mapping-dsl.toml").write_text(config, "utf-8")
    preview = ("preview", "a.mapping", "--user", "user.json", "--scim", "create")

    assert "MAP113" in run("lint", cwd=folder).out
    assert '"title": "Sales"' in run(*preview, "--env", "prod", cwd=folder).out
    given = run(*preview, "--env", "prod", "--param", "unit=Legal", cwd=folder).out
    assert '"title": "Legal"' in given


def test_set_keeps_the_options_of_the_row(folder: Path) -> None:
    (folder / "user.json").write_text('{"mail": "ada@contoso.com"}', "utf-8")

    done = run(
        *("preview", "preset:webex/default", "--user", "user.json"),
        *("--set", "userName=ToUpper([mail])", "--set", 'addresses[type eq "work"].region="x"'),
        cwd=folder,
    )

    assert 'userName eq "ADA@CONTOSO.COM"' in done.out
    assert '"x"' in done.out


def test_levels_and_selection(folder: Path) -> None:
    text = 'mapping "a" extends "webex/default@1"\nusers { mailNickname -> externalId }\n'
    (folder / "a.mapping").write_text(text, "utf-8")

    assert run("lint", cwd=folder).code == 1
    assert run("lint", "--ignore", "MAP208", cwd=folder).code == 0
    assert run("lint", "--fail-on", "error", cwd=folder).code == 0
    assert run("lint", "--select", "MAP4", cwd=folder).code == 0
    (folder / "mapping-dsl.toml").write_text('[rules.MAP208]\nlevel = "off"\n', "utf-8")
    assert "MAP208" not in run("lint", cwd=folder).out


def test_an_allow_suppresses_until_its_day(folder: Path) -> None:
    text = """mapping "a" extends "webex/default@1"
users { mailNickname -> externalId allow mutable-identifier until 2030-01-01 because "pilot" }
"""
    (folder / "a.mapping").write_text(text, "utf-8")

    before = run("lint", "--today", "2030-01-01", cwd=folder)
    after = run("lint", "--today", "2030-01-02", cwd=folder)

    assert before.code == 0
    assert "1 allowed, 0 expired" in before.out
    assert after.code == 1
    assert "MAP208" in after.out
    assert "MAP902" in after.out
    assert "0 allowed, 1 expired" in after.out


PILOT = """mapping "a" extends "webex/default@1"
users { mailNickname -> externalId allow mutable-identifier because "pilot" }
"""
NO_EMAIL = """mapping "a" extends "webex/default@1"
users { objectId -> userName match 1 allow username-not-email because "a test tenant" }
"""


@pytest.mark.parametrize(
    ("select", "ignore", "told"),
    [
        (["MAP208"], ["MAP2"], True),
        (["mutable-identifier"], ["MAP20"], True),
        (["MAP2"], ["MAP208"], False),
        (["MAP208"], ["mutable-identifier"], False),
        (["MAP2"], ["MAP2"], False),
        (["MAP208"], ["MAP4"], True),
        (["MAP4"], ["MAP3"], False),
        ([], ["MAP2"], False),
    ],
)
def test_what_names_a_rule_more_closely_counts(
    select: list[str], ignore: list[str], *, told: bool, folder: Path
) -> None:
    text = 'mapping "a" extends "webex/default@1"\nusers { mailNickname -> externalId }\n'
    (folder / "a.mapping").write_text(text, "utf-8")
    config = f"select = {json.dumps(select)}\nignore = {json.dumps(ignore)}\n"
    flags = [part for name in select for part in ("--select", name)]
    flags += [part for name in ignore for part in ("--ignore", name)]

    flagged = run("lint", *flags, cwd=folder)
    (folder / "mapping-dsl.toml").write_text(config, "utf-8")
    configured = run("lint", cwd=folder)

    assert ("MAP208" in configured.out, "MAP208" in flagged.out) == (told, told)


def test_a_configuration_refuses_an_allow(folder: Path) -> None:
    (folder / "a.mapping").write_text(PILOT, "utf-8")
    (folder / "mapping-dsl.toml").write_text("[rules.MAP208]\nallowable = false\n", "utf-8")

    done = run("lint", "--ignore", "MAP3", "--output-format", "concise", cwd=folder)

    found, refused = done.out.splitlines()
    assert done.code == 1
    assert found.startswith("a.mapping:2:9: warning[MAP208]")
    assert refused.startswith("a.mapping:2:36: warning[MAP901]: this `allow` of `mutable-identif")
    assert "refused" in refused
    assert "allowable = false" in refused


def test_a_rule_refuses_an_allow_unless_the_configuration_takes_it(folder: Path) -> None:
    (folder / "a.mapping").write_text(NO_EMAIL, "utf-8")

    refused = run("lint", "--output-format", "concise", cwd=folder)
    (folder / "mapping-dsl.toml").write_text("[rules.MAP201]\nallowable = true\n", "utf-8")
    taken = run("lint", cwd=folder)

    assert "MAP201" in refused.out
    assert "this `allow` is refused" in refused.out
    assert "MAP201" not in taken.out
    assert "1 allowed" in taken.out


def test_fix_mends_what_is_safe_and_leaves_the_rest(folder: Path) -> None:
    path = folder / "a.mapping"
    text = 'mapping "a" extends "webex/default@1"\nusers { mial -> title drop unused }\n'
    path.write_text(text, "utf-8")

    done = run("lint", "--fix", cwd=folder)

    assert "applied 1 fix" in done.err
    assert "MAP101" in done.out
    assert "unused" not in path.read_text("utf-8")
    assert "mial" in path.read_text("utf-8")
    assert run("lint", "--fix", "--unsafe", cwd=folder).code == 0
    assert "mail -> title" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ('# é\r\nusers {{\r\n  {} "x"\r\n-> title }}\r\n', "all"),
        ('# é\nusers {{\r\n  {} "x"\n-> title }}\r\n', "mixed"),
        ('# é\nusers {{\n  {} "x"\n-> title }}', "none"),
    ],
    ids=lambda value: value if len(value) < 6 else "",
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_fix_keeps_the_form_of_a_file(folder: Path, text: str, ends: str, mark: str) -> None:
    path, header = folder / "a.mapping", 'mapping "a" extends "webex/default@1"\n'
    header = header.replace("\n", "\r\n") if ends == "all" else header
    path.write_bytes((mark + header + text.format("[mial] ??")).encode())

    run("lint", "--fix", "--unsafe", cwd=folder)

    assert path.read_bytes() == (mark + header + text.format("[mail] ??")).encode()


def test_colour(folder: Path) -> None:
    (folder / "a.mapping").write_text("users { mail userName }", "utf-8")

    assert "\x1b[" not in run("lint", cwd=folder).out
    assert "\x1b[" in run("lint", cwd=folder, FORCE_COLOR="1").out
    assert "\x1b[" not in run("lint", cwd=folder, FORCE_COLOR="1", NO_COLOR="1").out


def test_people_cannot_move_the_cursor(folder: Path) -> None:
    record = '{"displayName": "\\u001b[2Jx\\u202e", "userPrincipalName": "a@contoso.com"}'
    (folder / "user.json").write_text(record, "utf-8")

    done = run("preview", "preset:webex/default", "--user", "user.json", cwd=folder)

    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


@pytest.mark.parametrize("name", ["MAP201", "username-not-email", "Replace", "mail", "userName"])
def test_explain(name: str) -> None:
    done = run("explain", name)

    assert done.code == 0
    assert "vidence" in done.out


def test_what_is_explained_is_no_wider_than_a_terminal() -> None:
    names = [line.split()[0] for what in ("rules", "functions") for line in _lines_of(what)]
    known = [each["name"] for each in json.loads(_out("attributes", "--output-format", "json"))]

    pages = {name: _out("explain", name).splitlines() for name in (*names[::9], *known[::40])}

    assert len(pages) > 20
    wide = [line for page in pages.values() for line in page if len(line) > 80]
    assert [line for line in wide if " " in line.strip() and not _is_example(line)] == []


def _out(*arguments: str) -> str:
    return run(*arguments).out


def _lines_of(command: str) -> list[str]:
    return [line for line in _out(command).splitlines() if not line.startswith(" ")]


def _is_example(line: str) -> bool:
    return line.startswith((">>> ", "    "))


def test_line_ends_of_a_checkout_change_nothing(folder: Path) -> None:
    text = 'mapping "a" extends "webex/default@1"\n\nusers {\n  "x\ny" -> title\n}\n'
    text = run("fmt", "-", cwd=folder, stdin=text.encode()).out
    for name, content in (("lf", text), ("crlf", text.replace("\n", "\r\n"))):
        (folder / f"{name}.mapping").write_bytes(content.encode())
        assert run("fmt", "--check", f"{name}.mapping", cwd=folder).code == 0
        run("compile", f"{name}.mapping", "--to", "entra", "-o", f"{name}.json", cwd=folder)

    assert (folder / "lf.json").read_bytes() == (folder / "crlf.json").read_bytes()


def test_a_base_may_define_what_only_its_heirs_use(folder: Path) -> None:
    base = (
        'mapping "b" extends "webex/default@1"\nparam unit\nlet a = "x"\nusers { city -> title }\n'
    )
    heir = 'mapping "h" extends "b.mapping"\nparam unit = "Sales"\nusers { $a & $unit -> title }\n'
    (folder / "b.mapping").write_text(base, "utf-8")
    (folder / "h.mapping").write_text(heir, "utf-8")

    assert run("lint", cwd=folder).code == 0
    run("lint", "--fix", cwd=folder)
    assert (folder / "b.mapping").read_text("utf-8") == base


@pytest.mark.parametrize("options", [["--select", "map2"], ["--ignore", "nope"]])
def test_a_name_that_no_rule_has_is_refused(folder: Path, options: list[str]) -> None:
    run("init", cwd=folder)

    assert run("lint", *options, cwd=folder).code == 2


@pytest.mark.parametrize(
    "text",
    [
        'mapping "a" for "webx"',
        'users { department -> title allow stale-when-cleared because " " }',
        'users { department -> title allow stale-when-cleared until 2099-99-99 because "x" }',
        "users { department -> title match 99999999999999 }",
        "users { case [country] { } -> title }",
        "users { Append([givenName], surnme) -> title }",
        "users { scope n > 1.5 }",
        "users { drop title department -> title }",
    ],
)
def test_what_looked_fine_to_somebody_once(folder: Path, text: str) -> None:
    header = "" if text.startswith("mapping") else 'mapping "a" extends "webex/default@1"\n'
    (folder / "a.mapping").write_text(f"{header}{text}\n", "utf-8")

    done = run("lint", cwd=folder)

    assert done.code == 1
    assert "Traceback" not in done.err


def test_names_that_double_at_each_step_do_not_hang(folder: Path) -> None:
    lets = "".join(f"let a{n} = $a{n - 1} & $a{n - 1}\n" for n in range(1, 90))
    text = (
        f'mapping "a" extends "webex/default@1"\nlet a0 = [mail]\n{lets}users {{ $a89 -> title }}\n'
    )
    (folder / "a.mapping").write_text(text, "utf-8")

    assert "MAP601" in run("lint", cwd=folder).out


def test_compile_never_overwrites_its_mapping_and_compiles_no_nothing(folder: Path) -> None:
    run("init", cwd=folder)
    mapping = next(folder.glob("*.mapping"))
    before = mapping.read_bytes()
    (folder / "empty.mapping").write_bytes(b"")

    done = run("compile", mapping.name, "--to", "entra", "-o", mapping.name, cwd=folder)
    empty = run("compile", "empty.mapping", "--to", "entra", cwd=folder)

    assert (done.code, empty.code, empty.out) == (2, 2, "")
    assert mapping.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_or_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()

    done = run("compile", "preset:webex/default", "--to", "webex", "-o", str(pipe))
    reader.join(10)

    assert done.code == 0
    assert pipe.is_fifo()
    assert json.loads(read[0])
    assert run("compile", "preset:webex/default", "--to", "webex", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()
