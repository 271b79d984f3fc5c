"""A study as one encrypted file for others: bundle, unbundle, key."""

from __future__ import annotations

from typing import Any

import click

from spanveld.cli.command import Command
from spanveld.cli.options import argument, json_output, option, replace, study
from spanveld.cli.output import opened, print_json, progress, say
from spanveld.model.errors import N_

__all__ = ["bundle", "key", "unbundle"]


@click.command(
    cls=Command,
    short_help=N_("Write the whole study as one encrypted file"),
    help=N_(
        "Write the whole study with its journal as one file that only the holders of the given keys can read (age encryption). Refused "
        "where a participant withdrew and was not erased; --for archive also needs everyone's consent to deposit."
    ),
    examples=(
        "spanveld bundle vru.spanveld -o vru.age --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
        "spanveld bundle vru.spanveld -o vru.age --recipient colleague.pub --for archive",
    ),
)
@study
@option("-o", "--output", metavar=N_("FILE"), required=True, help=N_("The encrypted file to write."))
@option(
    "--recipient",
    "recipients",
    metavar=N_("KEY"),
    multiple=True,
    required=True,
    help=N_(
        "A public key (age1..., ssh-ed25519 ..., ssh-rsa ...), or a file that holds some; may be given more than once."
    ),
)
@option(
    "--for",
    "purpose",
    type=click.Choice(("colleague", "archive")),
    default="colleague",
    show_default=True,
    help=N_("For whom it is."),
)
@replace
@json_output
def bundle(study: str, output: str, recipients: tuple[str, ...], purpose: Any, replace: bool, as_json: bool) -> None:
    from spanveld.session.bundling import bundle

    with opened(study) as it, progress(N_("Encrypting ...")):
        made = bundle(it, output, recipients, purpose=purpose, replace=replace)
    if as_json:
        print_json({"file": str(made.file), "recipients": made.recipients, "for": purpose})
        return
    say(N_("Wrote {file}. Keys that can read it: {count}."), file=made.file, count=made.recipients)


@click.command(
    cls=Command,
    short_help=N_("Make a study of an encrypted file"),
    help=N_("Make a study of a file that 'spanveld bundle' wrote, with your secret key. A study that exists stays."),
    examples=("spanveld unbundle vru.age vru.spanveld --identity key.txt",),
)
@argument("file", N_("FILE"), N_("The encrypted file."))
@study
@option(
    "--identity",
    metavar=N_("KEYFILE"),
    required=True,
    help=N_("The file with your secret key: of 'spanveld key', or an SSH key."),
)
@json_output
def unbundle(file: str, study: str, identity: str, as_json: bool) -> None:
    from spanveld.session.bundling import unbundle

    with progress(N_("Decrypting ...")):
        path = unbundle(file, study, identity)
    if as_json:
        print_json({"study": str(path)})
        return
    say(N_("Made study {study}. It is not encrypted any more: keep it on an encrypted disk."), study=path)


@click.command(
    cls=Command,
    short_help=N_("Make a key for encrypted files"),
    help=N_(
        "Make a secret key in a file that only you can read, and print the public key, which others use to encrypt for you."
    ),
    examples=("spanveld key key.txt",),
)
@argument("file", N_("FILE"), N_("The key file to make."))
@json_output
def key(file: str, as_json: bool) -> None:
    from spanveld.session.bundling import make_key

    recipient = make_key(file)
    if as_json:
        print_json({"file": file, "recipient": recipient})
        return
    say(
        N_("Made {file}. Who has it can read what was encrypted for you; without it nobody can. Your public key:"),
        file=file,
    )
    click.echo(recipient)
