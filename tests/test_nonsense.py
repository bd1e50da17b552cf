"""Whatever stands in the place of an argument, a door answers in our words or does its work.

Every door of the face, every argument that its signature has, a third of the values each; all of
them: `tests/benchmarks/nonsense.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import campaignkit as ck

sys.path.insert(0, str(Path(__file__).parent))
import doors

STEP = {"studio": 16}  # it makes a page of controls each time


@pytest.fixture(scope="module", autouse=True)
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        doors.desk(folder)
        yield folder


@pytest.mark.parametrize("name", doors.DOORS)
def test_a_right_call_is_answered(name):
    door = doors.DOORS[name]
    first = next(iter(door.given), None) or door.parameters()[0]

    if first in door.given:
        door.asked(first, door.given[first])


@pytest.mark.parametrize("name", doors.DOORS)
def test_nonsense_in_the_place_of_any_argument_is_answered_in_our_words(name):
    door, step = doors.DOORS[name], STEP.get(name, 3)

    faults = {
        f"{parameter}={value!r:.40}": found
        for at, parameter in enumerate(door.parameters())
        for value in doors.NONSENSE[at % step :: step]
        if (found := doors.fault(door, parameter, value))
    }

    assert faults == {}


def test_every_name_of_the_face_is_a_door_or_stands_apart_with_its_reason():
    apart = {name for names in doors.LEFT_OUT.values() for name in names}
    asked = {name.partition(".")[0] for name in doors.DOORS}

    assert set(ck.__all__) - asked - apart == set()
    assert apart <= set(ck.__all__)


def test_a_door_that_stumbles_is_found():
    door = doors.Door(lambda text: text.upper(), {"text": "Oi"})

    assert doors.fault(door, "text", "a") is None
    assert "AttributeError" in str(doors.fault(door, "text", 5))
