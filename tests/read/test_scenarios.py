"""`scenarios/NAME.yaml`: one scenario or a grid of them, and what is no scenario."""

from __future__ import annotations

import hashlib
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.scenario import Change, Scenario, ScenarioFile
from staffing.errors import InputError
from staffing.read.scenarios import MOST_POINTS, points, read_scenarios, scenario_names

from .conftest import Desk


def write(desk: Desk, **files: str) -> None:
    (desk.folder / "scenarios").mkdir(exist_ok=True)
    for name, text in files.items():
        desk.write(f"scenarios/{name}.yaml", text)


def read(desk: Desk, *names: str, any_number: bool = False) -> tuple[Scenario, ...]:
    return read_scenarios(desk.folder, names, any_number=any_number)[0]


def refusal(desk: Desk, *names: str) -> str:
    with pytest.raises(InputError) as caught:
        read(desk, *names)
    return str(caught.value)


def test_a_set_is_one_scenario_of_its_name(desk: Desk) -> None:
    write(desk, busier="set:\n  volume: x1.2\n  agents: +2\n")
    assert read(desk, "busier") == (Scenario(name="busier", set=(("volume", "x1.2"), ("agents", "+2"))),)


def test_values_stay_the_text_that_was_written(desk: Desk) -> None:
    text = "set: {agents: +2, volume: 1.20, targets.rate_24h: 95%, leave: off, borrow.start: 2026-11-10, x: 007}\n"
    write(desk, texts=text)
    (found,) = read(desk, "texts")
    assert [value for _, value in found.set] == ["+2", "1.20", "95%", "off", "2026-11-10", "007"]
    assert dict(found.set)["agents"] == "+2"


def test_a_list_in_quotes_is_one_value(desk: Desk) -> None:
    write(desk, early='set: {contracts.full_time.shifts: "[early]"}\n')
    assert read(desk, "early")[0].set == (("contracts.full_time.shifts", "[early]"),)


def test_a_grid_crosses_all_its_values_with_the_last_key_turning_fastest(desk: Desk) -> None:
    write(desk, grid="set: {leave: off}\ngrid:\n  volume: [1.0, 1.2]\n  agents: [-1, +0, +1]\n")
    found = read(desk, "grid")
    assert [one.name for one in found] == [
        f"volume={volume}, agents={agents}" for volume in ("1.0", "1.2") for agents in ("-1", "+0", "+1")
    ]
    assert found[4].set == (("leave", "off"), ("volume", "1.2"), ("agents", "+0"))


def test_points_of_several_files_bear_their_names_and_keys_are_as_long_as_tells_them_apart(desk: Desk) -> None:
    write(desk, one="grid: {targets.utilization.min: [0.4], shrinkage.absence: [0.1]}\n", two="set: {volume: 2}\n")
    assert [one.name for one in read(desk, "one", "two")] == ["one: min=0.4, absence=0.1", "two"]
    write(desk, both="grid: {queues.payments.volume: [2], queues.listings.volume: [3]}\n")
    assert [one.name for one in read(desk, "both")] == ["queues.payments.volume=2, queues.listings.volume=3"]


def test_a_grid_of_one_value_is_one_point_named_after_it(desk: Desk) -> None:
    write(desk, one="grid: {volume: [x1.1]}\n")
    assert read(desk, "one") == (Scenario(name="volume=x1.1", set=(("volume", "x1.1"),)),)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from("abcd"), st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True)))
def test_every_combination_of_a_grid_is_there_once(grid: dict[str, list[int]]) -> None:
    texts = {key: tuple(map(str, values)) for key, values in grid.items()}
    found = points(ScenarioFile(set={"z": "1"}, grid=texts), "g", "scenarios/g.yaml")
    assert [one.set[1:] for one in found] == [tuple(zip(texts, each, strict=True)) for each in product(*texts.values())]
    assert len({one.name for one in found}) == len(found)


def test_scenarios_come_in_the_order_asked_with_the_digests_of_their_files(desk: Desk) -> None:
    write(desk, a="set: {volume: 2}\n", b="grid: {volume: [3, 4]}\n")
    found, digests = read_scenarios(desk.folder, ("b", "a"))
    assert [one.name for one in found] == ["b: volume=3", "b: volume=4", "a"]
    assert digests == {
        f"scenarios/{name}.yaml": hashlib.sha256((desk.folder / f"scenarios/{name}.yaml").read_bytes()).hexdigest()
        for name in "ab"
    }


def test_no_names_are_no_scenarios(desk: Desk) -> None:
    assert read_scenarios(desk.folder, ()) == ((), {})


def test_the_scenarios_of_a_workspace_are_its_yaml_files(desk: Desk) -> None:
    assert scenario_names(desk.folder) == ()
    write(desk, busier="set: {volume: 2}\n", april="set: {volume: 3}\n")
    desk.write("scenarios/notes.txt", "later")
    (desk.folder / "scenarios" / "old.yaml").mkdir()
    assert scenario_names(desk.folder) == ("april", "busier")


def test_a_name_with_dots_is_a_name(desk: Desk) -> None:
    desk.folder.joinpath("scenarios").mkdir()
    desk.write("scenarios/q4.late-2.yaml", "set: {volume: 2}\n")
    assert read(desk, "q4.late-2")[0].name == "q4.late-2"


def test_an_unknown_name_gives_the_nearest(desk: Desk) -> None:
    write(desk, busier="set: {volume: 2}\n", april="set: {volume: 3}\n")
    assert refusal(desk, "busyer") == 'there is no scenario "busyer"; nearest is "busier"'
    assert refusal(desk, "zzz") == 'there is no scenario "zzz"; allowed are april, busier'


def test_a_workspace_without_scenarios_says_so(desk: Desk) -> None:
    said = 'there is no scenario "busier"; scenarios/ of the workspace holds none'
    assert refusal(desk, "busier") == said
    write(desk)
    assert refusal(desk, "busier") == said


@pytest.mark.parametrize("name", ["../team", "../scenarios/busier", "/etc/passwd", "a/b", "..", ".", "", "busier.yaml"])
def test_a_name_never_leaves_the_folder(desk: Desk, name: str) -> None:
    write(desk, busier="set: {volume: 2}\n")
    desk.write("outside.yaml", "set: {volume: 2}\n")
    assert refusal(desk, name).startswith(f'there is no scenario "{name}"; ')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("set: {}\n", " names no difference; write keys and values under set, or under grid"),
        ("grid: {}\nset: {}\n", " names no difference; write keys and values under set, or under grid"),
        ("{}\n", " names no difference; write keys and values under set, or under grid"),
        ("", " is empty; write at least the keys set or grid"),
        ("grid: {volume: []}\n", " grid volume is empty; give it at least one value"),
        (
            "set: {volume: 2}\ngrid: {volume: [1, 2]}\n",
            " volume stands under set and under grid; keep one of the two",
        ),
        ("grid:\n  volume: [1, 2, 1]\n", " grid volume has a value twice: 1, 2, 1; give each once"),
        ("set:\n  volume: 1\n  volume: 2\n", ":3:3 volume is given a second time, first at 2:3; write it once"),
        ("set:\n  volume: 1\nsets: {a: 1}\n", ':3:1 sets is not a known key; nearest is "set"'),
        ("set:\n  volume: [1\n", ":3:1 is not valid YAML: "),
        ("set:\n\tvolume: 1\n", ":2:1 is not valid YAML: "),
        ("set:\n  volume: !x 1\n", ':2:11 set.volume has the tag "!x"; tags are not allowed'),
        ("set:\n  volume:\n", ":2:3 set.volume is "),
        ("set:\n  volume: [1, 2]\n", ":2:3 set.volume is a list"),
        ("set:\n  volume: {up: 2}\n", ":2:3 set.volume is a mapping"),
        ("grid:\n  volume: 2\n", ':2:3 grid.volume is "2"'),
        ("grid:\n  volume:\n    - 1\n    - [2]\n", ":4:7 grid.volume.1 is a list"),
        ("set: 3\n", ':1:1 set is "3"'),
        ("- a\n", ":1:1 "),
        (f"set:\n  volume: {'9' * 401}\n", ":2:3 set.volume is "),
    ],
)
def test_what_is_no_scenario_is_told_with_its_place(desk: Desk, text: str, said: str) -> None:
    write(desk, odd=text)
    assert refusal(desk, "odd").startswith(f"scenarios/odd.yaml{said}")


def test_a_grid_of_too_many_points_is_tried_only_when_that_is_said(desk: Desk) -> None:
    tens = ", ".join(str(number) for number in range(10))
    four = "".join(f"  k{number}: [{tens}]\n" for number in range(4))
    write(desk, most=f"grid:\n{four}", more=f"grid:\n{four}  k4: [1, 2]\n")
    assert len(read(desk, "most")) == MOST_POINTS == 10_000
    assert refusal(desk, "more") == (
        "scenarios/more.yaml grid has 20,000 points, more than 10,000; give --yes to try them all, or fewer values "
        "(--screen N works the best N of them in full)"
    )
    assert len(read(desk, "more", any_number=True)) == 20_000


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("16", Change("set", 16)),
        ("95%", Change("set", 0.95)),
        (".5", Change("set", 0.5)),
        ("1.", Change("set", 1)),
        ("+2", Change("add", 2)),
        ("-1", Change("add", -1)),
        ("x1.2", Change("times", 1.2)),
        ("+20%", Change("times", 1.2)),
        ("-20%", Change("times", 0.8)),
        ("x50%", Change("times", 0.5)),
        (" +2 ", Change("add", 2)),
    ],
)
def test_how_a_number_changes_is_read_from_how_it_is_written(text: str, change: Change) -> None:
    assert Change.of(text) == change


@pytest.mark.parametrize("text", ["", "two", "+x2", "-x2", "1e3", "1,5", "++1", "+", "x", "%", "1 2", "15:00", "0x10"])
def test_any_other_text_changes_no_number(text: str) -> None:
    assert Change.of(text) is None


def test_what_a_number_becomes() -> None:
    assert [Change(kind, 1.5).after(4) for kind in ("set", "add", "times")] == [1.5, 5.5, 6.0]
