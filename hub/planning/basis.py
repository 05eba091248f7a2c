"""What answers of planning rest on, as words: methods, caveats and reasons, in the hub's four languages."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hub.domain.vocabulary import Lang

UK, RU, KK, EN = Lang.UK, Lang.RU, Lang.KK, Lang.EN


class PopulationBasis(StrEnum):
    """Where the people of an answer are taken to live."""

    STATED_PLACES_AND_REST = "stated-places-and-rest"
    POINTS_FILE = "points-file"
    POINTS_ONLY = "points-only"
    NONE = "none"


class TravelKind(StrEnum):
    """How the way to a service is measured."""

    STRAIGHT_LINE = "straight-line"
    MATRIX = "matrix"
    NONE = "none"  # no way is part of the answer


class AssumedBy(StrEnum):
    """Whose an assumption is."""

    QUESTION = "question"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Caveat:
    """What to mind about an answer: a code, and its sentence with the values that stand in it."""

    code: str
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self, lang: Lang) -> str:
        """The sentence in a language."""
        return CAVEATS[self.code][lang].format(**self.values)


@dataclass(frozen=True, slots=True)
class NotUsed:
    """What was left out of an answer: how many of what, and why."""

    what: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that nobody stated: it is of the question, or a default."""

    name: str
    value: str
    unit: str | None
    who: AssumedBy


#: Code → what is computed, by language.
METHODS: Final[dict[str, dict[Lang, str]]] = {
    "SET_COVER": {
        UK: "Точне покриття множини: найкращий набір закладів, що разом надають усі послуги, які тут надаються.",
        RU: "Точное покрытие множества: лучший набор учреждений, вместе дающих все услуги, которые здесь есть.",
        KK: "Жиынды дәл қамту: осында бар барлық қызметті бірге көрсететін мекемелердің ең жақсы жиыны.",
        EN: "Exact set cover: the best set of providers that together give every service which is given here.",
    },
    "JUDGED_SET": {
        UK: "Оцінка заданого набору закладів поряд із найкращим набором тих самих послуг.",
        RU: "Оценка заданного набора учреждений рядом с лучшим набором тех же услуг.",
        KK: "Берілген мекемелер жиынын сол қызметтердің ең жақсы жиынымен қатар бағалау.",
        EN: "A given set of providers, judged beside the best set with the same services.",
    },
    "SERVED_COUNT": {
        UK: "Послуга є в громаді, якщо хтось обслуговує її або її частину, де б він не був розташований.",
        RU: "Услуга есть на территории, если кто-то обслуживает её или её часть, где бы он ни находился.",
        KK: "Біреу аумаққа немесе оның бөлігіне қызмет көрсетсе, қайда орналасса да, қызмет бар деп саналады.",
        EN: "A territory has a service when somebody serves it or a part of it, wherever they stand.",
    },
    "SEAT_COUNT": {
        UK: "Заклади й послуги рахуються там, де вони розташовані, кожен один раз.",
        RU: "Учреждения и услуги считаются там, где они расположены, каждое один раз.",
        KK: "Мекемелер мен қызметтер орналасқан жерінде бір рет саналады.",
        EN: "Providers and services count where they stand, each once.",
    },
}

#: Code → what to mind, by language.
CAVEATS: Final[dict[str, dict[Lang, str]]] = {
    "SYNTHETIC_INCLUDED": {
        UK: "Серед врахованих записів {count} вигаданих: вони лише показують форму реєстру.",
        RU: "Среди учтённых записей {count} вымышленных: они лишь показывают форму реестра.",
        KK: "Есепке алынған жазбалардың {count} ойдан шығарылған: олар тек тізілім түрін көрсетеді.",
        EN: "{count} of the records that were counted are made up: they only show the shape of a register.",
    },
    "LIST_RECALLED": {
        UK: "Перелік базових послуг записано з пам’яті про закон; його слід звірити з текстом.",
        RU: "Перечень базовых услуг записан по памяти о законе; его следует сверить с текстом.",
        KK: "Негізгі қызметтер тізбесі заңнан жадпен жазылған; оны мәтінмен салыстыру керек.",
        EN: "The list of basic services was written down from memory of the law; check it against the text.",
    },
    "STRAIGHT_LINE": {
        UK: "Відстані виміряно по прямій; шлях дорогою довший.",
        RU: "Расстояния измерены по прямой; путь по дороге длиннее.",
        KK: "Қашықтық түзу сызықпен өлшенген; жолмен жүру ұзағырақ.",
        EN: "Distances are straight lines; the way by road is longer.",
    },
    "COARSE_PLACES": {
        UK: "Місце {count} закладів відоме не точніше, ніж до громади.",
        RU: "Место {count} учреждений известно не точнее, чем до громады или округа.",
        KK: "{count} мекеменің орны қауымнан дәлірек белгісіз.",
        EN: "The places of {count} providers are known no finer than their hromada.",
    },
    "CAPACITY_PARTLY_STATED": {
        UK: "Потужність зазначають не всі: кожна сума стоїть поряд із числом послуг, які її зазначають.",
        RU: "Мощность указывают не все: каждая сумма стоит рядом с числом услуг, которые её указывают.",
        KK: "Қуатты бәрі көрсетпейді: әр қосынды оны көрсететін қызметтер санымен қатар тұр.",
        EN: "Not all state their capacity: each sum stands beside the number of services that do.",
    },
    "BEYOND_LIMIT": {
        UK: "Ще {count} закладів розташовані далі й не розглядалися.",
        RU: "Ещё {count} учреждений находятся дальше и не рассматривались.",
        KK: "Тағы {count} мекеме алысырақ, олар қаралмады.",
        EN: "{count} more providers are farther away and were not looked at.",
    },
    "ROWS_DO_NOT_ADD_UP": {
        UK: "Хто працює в кількох територіях, рахується в кожній: рядки не складаються в підсумок.",
        RU: "Кто работает на нескольких территориях, считается в каждой: строки не складываются в итог.",
        KK: "Бірнеше аумақта жұмыс істейтін мекеме әрқайсысында саналады: жолдар жиынтыққа қосылмайды.",
        EN: "Who works in several territories counts in each: rows do not add up to the total.",
    },
    "NOT_PLACED_BELOW": {
        UK: "Про {count} закладів не відомо, у якій із цих територій вони розташовані.",
        RU: "О {count} учреждениях не известно, на какой из этих территорий они находятся.",
        KK: "{count} мекеменің осы аумақтардың қайсысында екені белгісіз.",
        EN: "Of {count} providers it is not known in which of these territories they stand.",
    },
}
