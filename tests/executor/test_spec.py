"""Where tasks run: what may be written, and what is said of everything else."""

from __future__ import annotations

import pytest

from staffing.errors import InputError
from staffing.executor import Spec, read_spec


def test_the_three_places() -> None:
    assert read_spec("serial") == Spec("serial")
    assert read_spec("local:12") == Spec("local", processes=12)
    assert read_spec("tcp://planner.example:8786") == Spec("tcp", host="planner.example", port=8786)
    assert read_spec("tcp://[::1]:8786").address == "tcp://[::1]:8786"


@pytest.mark.parametrize("text", ["", "Serial", "dask", "serial:2", "tls://h:1", "ray://h:1", "localhost:8786"])
def test_an_unknown_place_is_told_what_is_known(text: str) -> None:
    with pytest.raises(InputError) as told:
        read_spec(text)
    assert str(told.value) == (
        f'executor "{text}" is not known; write "serial", "local:N" with the number of processes, '
        'or "tcp://HOST:PORT" of a Dask scheduler'
    )


@pytest.mark.parametrize("text", ["local", "local:", "local:0", "local:abc", "local:-1", "local:1.5", "local:1001"])
def test_a_wrong_number_of_processes_is_told_its_range(text: str) -> None:
    with pytest.raises(InputError) as told:
        read_spec(text)
    assert str(told.value) == f'executor "{text}" needs a whole number of processes from 1 to 1000, as in "local:2"'


@pytest.mark.parametrize("text", ["tcp://", "tcp://host", "tcp:host:1", "tcp://host:x", "tcp://h:99999", "tcp://h:1/x"])
def test_an_address_needs_host_and_port(text: str) -> None:
    with pytest.raises(InputError) as told:
        read_spec(text)
    assert str(told.value) == (f'executor "{text}" is no address of a scheduler; write it as in "tcp://10.0.0.5:8786"')


@pytest.mark.parametrize(
    "text", ["tcp://me:hush@host:8786", "tcp://me:hu@sh@host:1", "ssh://me:hush@host", "me:hush@h"]
)
def test_a_password_is_not_repeated(text: str) -> None:
    with pytest.raises(InputError) as told:
        read_spec(text)
    assert "***@" in str(told.value)
    assert "hush" not in str(told.value)
    assert "hu@" not in str(told.value)
