import logging
from time import sleep

import requests

log = logging.getLogger(__name__)

MAX_TRIES = 5
WAIT = 1.5


def get_page(session, url, page, token=None):
    headers = {'Accept': 'application/json'}
    if token:
        headers['Authorization'] = 'Bearer ' + token

    tries = 0
    while tries < MAX_TRIES:
        tries += 1
        try:
            r = session.get(url, headers=headers, params={'page': page}, timeout=30)
        except requests.ConnectionError as e:
            log.warning('try %d of %d: %s', tries, MAX_TRIES, e)
            sleep(WAIT * tries)
            continue
        if r.status_code == 429:
            sleep(int(r.headers.get('Retry-After', WAIT)))
            continue
        if r.status_code == 404:
            return None
        r.raise_for_status()
        return r.json()['items']

    raise RuntimeError('no answer from %s' % url)
