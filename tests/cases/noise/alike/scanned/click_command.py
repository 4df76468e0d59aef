import sys

import click

from subtitler.formats import READERS, WRITERS
from subtitler.shift import shift_all


@click.command(context_settings={'help_option_names': ['-h', '--help']})
@click.argument('source', type=click.File('r', encoding='utf-8'))
@click.argument('target', type=click.File('w', encoding='utf-8'))
@click.option('-s', '--shift', type=float, default=0.0, help='Seconds to shift by.')
@click.option('-f', '--format', 'fmt', type=click.Choice(sorted(WRITERS)), default='srt')
@click.option('--strict/--lenient', default=False, help='Stop at the first bad cue.')
@click.option('-q', '--quiet', is_flag=True, help='Print nothing.')
def main(source, target, shift, fmt, strict, quiet):
    """Convert the subtitles in SOURCE and write them to TARGET."""
    try:
        cues = READERS['auto'](source, strict=strict)
    except ValueError as exc:
        click.echo('error: {}'.format(exc), err=True)
        sys.exit(1)
    if shift:
        cues = shift_all(cues, shift)
    WRITERS[fmt](cues, target)
    if not quiet:
        click.secho('{} cues written'.format(len(cues)), fg='green')


if __name__ == '__main__':
    main()
