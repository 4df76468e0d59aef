from datetime import timedelta

import pytest

from chessclock import Clock, format_time


@pytest.fixture
def clock():
    return Clock(minutes=5, increment=3)


@pytest.mark.parametrize("seconds,shown", [
    (0, "0.0"),
    (9.94, "9.9"),
    (10, "0:10"),
    (61, "1:01"),
    (600, "10:00"),
    (3600, "1:00:00"),
])
def test_format_time(seconds, shown):
    assert format_time(timedelta(seconds=seconds)) == shown


@pytest.mark.parametrize("side,other", [("white", "black"), ("black", "white")])
def test_press_switches(clock, side, other):
    clock.start(side)
    clock.press(side)
    assert clock.running == other
    assert clock.left(side) == 303
    assert clock.left(other) == 300


@pytest.mark.parametrize("minutes", [-1, 0, 1000])
def test_bad_minutes(minutes):
    with pytest.raises(ValueError):
        Clock(minutes=minutes)
