import logging
import sys

from archive.mover import Mover

LOG_FORMAT = '[%(asctime)s] %(levelname)-8s %(message)s'

logger = logging.getLogger(__name__)


def configure(debug, logfile):
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if debug else logging.WARNING)
    fmt = logging.Formatter(LOG_FORMAT, datefmt='%Y-%m-%d %H:%M:%S')

    sh = logging.StreamHandler(sys.stderr)
    sh.setFormatter(fmt)
    root.addHandler(sh)

    if logfile is not None:
        fh = logging.FileHandler(logfile)
        fh.setFormatter(fmt)
        root.addHandler(fh)


def main():
    configure('--debug' in sys.argv, 'nightly.log')
    logger.debug('starting')
    mover = Mover('/srv/scans', '/mnt/tape')
    try:
        moved = mover.run()
    except Exception:
        logger.exception('nightly move failed')
        sys.exit(2)
    logger.info('moved %d scans', moved)


if __name__ == '__main__':
    main()
