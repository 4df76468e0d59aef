import click

from moss import __version__
from moss.herbarium import Herbarium


@click.group()
@click.version_option(__version__)
@click.option("--db", type=click.Path(), default="moss.db", help="Path of the herbarium.")
@click.pass_context
def cli(ctx, db):
    """Keep a catalogue of pressed mosses."""
    ctx.obj = Herbarium(db)


@cli.command()
@click.argument("species")
@click.option("--place", "-p", required=True, help="Where it was found.")
@click.option("--count", "-n", default=1, show_default=True, help="How many sheets.")
@click.pass_obj
def add(herbarium, species, place, count):
    """Add sheets of SPECIES."""
    for _ in range(count):
        herbarium.add(species, place)
    click.echo("Added %d of %s" % (count, species))


@cli.command("list")
@click.pass_obj
def list_(herbarium):
    """List every sheet."""
    for sheet in herbarium:
        click.echo("%5d  %s" % (sheet.id, sheet.species))


if __name__ == "__main__":
    cli()
