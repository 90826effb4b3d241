"""The people of regional-hub: who they are, when they are away, what they wish, the days their sites keep, and
whom these look for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One row of `agents.csv`."""

    agent_id: str
    name: str
    contract: str
    site: str
    skills: str
    """Queues served, each perhaps with a speed; every queue where empty."""
    hired_on: str
    role: str = "agent"
    leaves_on: str = ""
    availability: str = ""
    mentor: str = ""
    overtime: str = "no"

    def row(self) -> tuple[str, ...]:
        """The cells in the order of the header."""
        return (
            self.agent_id, self.name, self.contract, self.role, self.site, self.skills, self.hired_on, self.leaves_on,
            self.availability, self.mentor, self.overtime,
        )  # fmt: skip

    def queues(self) -> tuple[str, ...]:
        """The queues served, without their speeds; none where it is every queue."""
        return tuple(skill.partition(":")[0] for skill in self.skills.split("|") if skill)


PEOPLE = (
    Person("adit", "Adit Nugroho", "full_time", "jakarta", "payments|listings|appeals|logistics", "2018-03-05"),
    Person("anisa", "Anisa Rahmadani", "full_time", "jakarta", "payments|listings", "2018-09-20"),
    Person("bayu", "Bayu Setiadi", "full_time", "jakarta", "listings|appeals", "2019-04-08", overtime="yes"),
    Person("dewi", "Dewi Larasati", "full_time", "jakarta", "payments|listings", "2019-07-26", overtime="yes"),
    Person("farhan", "Farhan Maulana", "full_time", "jakarta", "payments|logistics", "2020-02-11"),
    Person("gita", "Gita Permata", "full_time", "jakarta", "payments|listings|appeals|logistics", "2020-05-30"),
    Person("hendra", "Hendra Wibisono", "full_time", "jakarta", "payments|listings", "2020-12-16", overtime="yes"),
    Person("indah", "Indah Kusnadi", "full_time", "jakarta", "listings|appeals", "2021-07-03"),
    Person("joko", "Joko Santoso", "full_time", "jakarta", "payments|logistics", "2021-10-21", overtime="yes"),
    Person("kartika", "Kartika Suryani", "full_time", "jakarta", "payments|listings|logistics", "2022-05-08"),
    Person("lukman", "Lukman Hidayat", "full_time", "jakarta", "payments", "2022-08-26", overtime="yes"),
    Person("maya", "Maya Anggraini", "full_time", "jakarta", "listings|appeals", "2023-03-13"),
    Person("nanda", "Nanda Pratiwi", "full_time", "jakarta", "payments|listings", "2023-09-29"),
    Person("oki", "Oki Firmansyah", "full_time", "jakarta", "payments|logistics", "2024-01-16", overtime="yes"),
    Person(
        "putri", "Putri Handayani", "full_time", "jakarta", "payments:0.75|listings:0.75", "2025-11-03", mentor="anisa"
    ),
    Person(
        "rizky", "Rizky Ramadhan", "full_time", "jakarta", "payments:0.85|logistics:0.8", "2025-12-01", mentor="farhan"
    ),
    Person(
        "sari", "Sari Wulandari", "full_time", "jakarta", "payments|listings", "2018-03-05", availability="office_hours"
    ),
    Person(
        "taufik", "Taufik Ismail", "full_time", "jakarta", "listings|appeals", "2020-05-30", availability="office_hours"
    ),
    Person("umar", "Umar Syahputra", "part_time", "jakarta", "payments|listings", "2022-08-26"),
    Person("vina", "Vina Melati", "part_time", "jakarta", "payments|logistics", "2024-11-20", overtime="yes"),
    Person("wahyu", "Wahyu Kurniadi", "part_time", "jakarta", "payments", "2020-02-11"),
    Person("yanti", "Yanti Oktaviani", "part_time", "jakarta", "appeals", "2022-05-08"),
    Person("yoga", "Yoga Saputra", "part_time", "jakarta", "payments|listings|logistics", "2024-08-03", overtime="yes"),
    Person("zahra", "Zahra Amalia", "part_time", "jakarta", "payments:0.75|listings:0.75", "2026-01-05", mentor="dewi"),
    Person("bima", "Bima Sudrajat", "full_time", "jakarta", "", "2017-05-02", role="lead"),
    Person("alma", "Alma Bautista", "full_time", "manila", "payments|listings|appeals|logistics", "2018-03-05"),
    Person("benjie", "Benjie Salonga", "full_time", "manila", "payments|listings", "2018-09-20"),
    Person("carlo", "Carlo Dimaculangan", "full_time", "manila", "listings|appeals", "2019-04-08", overtime="yes"),
    Person("divina", "Divina Lacson", "full_time", "manila", "appeals", "2019-07-26"),
    Person("efren", "Efren Magsaysay", "full_time", "manila", "payments|logistics", "2020-02-11", overtime="yes"),
    Person("feliza", "Feliza Ocampo", "full_time", "manila", "payments|listings|logistics", "2020-05-30"),
    Person("gino", "Gino Pangilinan", "full_time", "manila", "listings|appeals", "2020-12-16"),
    Person("hazel", "Hazel Tolentino", "full_time", "manila", "payments|listings", "2021-07-03", overtime="yes"),
    Person("isko", "Isko Villareal", "full_time", "manila", "payments|listings|appeals|logistics", "2021-10-21"),
    Person("jenna", "Jenna Macaraeg", "full_time", "manila", "listings|appeals", "2022-05-08", overtime="yes"),
    Person(
        "kiko", "Kiko Balagtas", "full_time", "manila", "payments:0.75|listings:0.75", "2025-11-17", mentor="benjie"
    ),
    Person(
        "liza", "Liza Evangelista", "full_time", "manila", "payments:0.85|logistics:0.8", "2026-01-12", mentor="efren"
    ),
    Person(
        "marvin",
        "Marvin Catacutan",
        "full_time",
        "manila",
        "listings|appeals",
        "2023-09-29",
        availability="nights",
        overtime="yes",
    ),
    Person(
        "nestor", "Nestor Dimagiba", "full_time", "manila", "payments|logistics", "2024-01-16", availability="nights"
    ),
    Person(
        "olive", "Olive Sumulong", "full_time", "manila", "payments|listings", "2024-08-03", availability="office_hours"
    ),
    Person("paolo", "Paolo Quimpo", "part_time", "manila", "payments|listings", "2024-11-20", overtime="yes"),
    Person("rowena", "Rowena Abad", "part_time", "manila", "payments|logistics", "2018-03-05"),
    Person("sheila", "Sheila Manalo", "part_time", "manila", "payments", "2020-05-30", overtime="yes"),
    Person("tomas", "Tomas Ilagan", "part_time", "manila", "appeals", "2022-08-26"),
    Person("vicky", "Vicky Lumbao", "part_time", "manila", "payments|listings|logistics", "2024-11-20"),
    Person("corazon", "Corazon Rivera", "full_time", "manila", "", "2018-01-15", role="lead"),
    Person("amelia", "Amelia Fraser", "compressed", "toronto", "", "2018-03-05"),
    Person("brandon", "Brandon Okafor", "compressed", "toronto", "partners|appeals", "2018-09-20", overtime="yes"),
    Person("chloe", "Chloe Tremblay", "compressed", "toronto", "partners|payments", "2019-04-08"),
    Person("devon", "Devon Whitfield", "compressed", "toronto", "partners|appeals", "2019-07-26", overtime="yes"),
    Person("elena", "Elena Kowalczyk", "compressed", "toronto", "", "2020-02-11"),
    Person(
        "gavin", "Gavin Sinclair", "compressed", "toronto", "partners|appeals", "2020-05-30", leaves_on="2026-03-05"
    ),
    Person("harpreet", "Harpreet Dhaliwal", "compressed", "toronto", "partners|payments", "2020-12-16"),
    Person("imani", "Imani Clarke", "compressed", "toronto", "", "2021-07-03", overtime="yes"),
    Person("jasper", "Jasper Lindqvist", "compressed", "toronto", "payments|appeals", "2021-10-21", overtime="yes"),
    Person(
        "keiko", "Keiko Yamada", "compressed", "toronto", "partners:0.8|appeals:0.7", "2026-01-19", mentor="brandon"
    ),
    Person("logan", "Logan Petrie", "weekend", "toronto", "payments|appeals", "2022-08-26", availability="weekends"),
    Person("mei", "Mei Fong", "weekend", "toronto", "payments|listings", "2023-03-13", availability="weekends"),
    Person(
        "noor",
        "Noor Haddad",
        "weekend",
        "toronto",
        "payments|appeals",
        "2023-09-29",
        availability="weekends",
        overtime="yes",
    ),
    Person("owen", "Owen Gallagher", "weekend", "toronto", "appeals", "2024-01-16", availability="weekends"),
    Person("priya", "Priya Raman", "weekend", "toronto", "payments|listings", "2024-08-03", availability="weekends"),
    Person("quinn", "Quinn Delaney", "weekend", "toronto", "payments|appeals", "2024-11-20", availability="weekends"),
    Person("margaret", "Margaret Ashdown", "compressed", "toronto", "", "2018-09-10", role="lead"),
)

LEAVE = (
    ("isko", "2025-12-22", "2025-12-28", "annual"),
    ("elena", "2025-12-23", "2025-12-30", "annual"),
    ("gita", "2026-01-12", "2026-01-16", "annual"),
    ("rowena", "2026-01-19", "2026-01-21", "sick"),
    ("wahyu", "2026-01-26", "2026-01-30", "annual"),
    ("farhan", "2026-03-02", "2026-03-04", "annual"),
    ("indah", "2026-03-05", "2026-03-08", "annual"),
    ("yanti", "2026-03-03", "2026-03-06", "annual"),
    ("divina", "2026-03-02", "2026-03-08", "parental"),
    ("gino", "2026-03-06", "2026-03-07", "annual"),
    ("tomas", "2026-03-02", "2026-03-03", "training"),
    ("chloe", "2026-03-04", "2026-03-05", "annual"),
)
REQUESTS = (
    ("adit", "2026-03-08", "off", "20"),
    ("anisa", "2026-03-07", "off", "10"),
    ("bayu", "2026-03-03", "late", "5"),
    ("hendra", "2026-03-06", "not:late", "15"),
    ("kartika", "2026-03-08", "off", "10"),
    ("maya", "2026-03-04", "early", "5"),
    ("nanda", "2026-03-06", "off", "15"),
    ("putri", "2026-03-02", "day", "5"),
    ("umar", "2026-03-07", "off", "10"),
    ("vina", "2026-03-05", "short", "5"),
    ("alma", "2026-03-08", "off", "20"),
    ("benjie", "2026-03-05", "not:night", "15"),
    ("carlo", "2026-03-04", "early", "10"),
    ("feliza", "2026-03-07", "off", "10"),
    ("hazel", "2026-03-06", "off", "15"),
    ("nestor", "2026-03-04", "night", "5"),
    ("paolo", "2026-03-08", "off", "10"),
    ("amelia", "2026-03-06", "off", "15"),
    ("brandon", "2026-03-02", "long", "5"),
    ("harpreet", "2026-03-04", "not:long_late", "10"),
    ("imani", "2026-03-08", "off", "20"),
    ("logan", "2026-03-07", "early", "10"),
    ("priya", "2026-03-08", "late", "5"),
)
HOLIDAYS = (
    ("2026-02-16", "Family Day", "toronto", "holiday"),
    ("2026-02-17", "Chinese New Year", "manila", "working"),
    ("2026-03-06", "City charter day", "manila", "holiday"),
)
"""A day of the province that no list of the country has, one that Manila works as usual, and one of the city."""
REQUISITIONS = (
    ("JKT-31", "jakarta", "2", "2026-01-19", "offer", "", ""),
    ("MNL-12", "manila", "3", "2026-02-16", "screening", "", "0.7"),
    ("YYZ-07", "toronto", "1", "2026-01-05", "accepted", "2026-03-16", ""),
)
"""Openings of each site at a stage of its own; the one in Toronto is for who leaves there in March."""
