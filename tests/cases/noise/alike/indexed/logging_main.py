import logging
import logging.handlers
import os

log = logging.getLogger("greenhouse")


def setup_logging(level=logging.INFO, path=None):
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    console = logging.StreamHandler()
    console.setFormatter(formatter)
    log.addHandler(console)
    if path:
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=1000000, backupCount=3)
        handler.setFormatter(formatter)
        log.addHandler(handler)
    log.setLevel(level)


def water(beds):
    for bed in beds:
        log.info("watering %s", bed.name)
        try:
            bed.open_valve()
        except OSError:
            log.exception("valve of %s is stuck", bed.name)


if __name__ == "__main__":
    setup_logging(path=os.environ.get("GREENHOUSE_LOG"))
    from greenhouse.beds import ALL

    water(ALL)
