"""People: Chinese and foreign names, and surnames with a form of address."""

from pipeline.extractors.names.people.chinese import chinese_people
from pipeline.extractors.names.people.foreign import foreign_people
from pipeline.extractors.names.people.titled import japanese_people, titled_people

__all__ = ["chinese_people", "foreign_people", "japanese_people", "titled_people"]
