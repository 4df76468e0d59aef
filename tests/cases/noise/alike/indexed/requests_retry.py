import time

import requests

BASE = "https://pollen.example.org/api"


class PollenError(Exception):
    pass


def fetch_forecast(region, retries=3, timeout=10):
    url = "%s/forecast/%s" % (BASE, region)
    for attempt in range(retries):
        try:
            response = requests.get(url, timeout=timeout)
            response.raise_for_status()
            return response.json()
        except requests.exceptions.Timeout:
            time.sleep(2 ** attempt)
        except requests.exceptions.HTTPError as err:
            if err.response.status_code < 500:
                raise PollenError("region %s: %s" % (region, err))
            time.sleep(2 ** attempt)
    raise PollenError("gave up after %d attempts" % retries)
