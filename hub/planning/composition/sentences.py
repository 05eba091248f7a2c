"""What a composition says to those who decide, in four languages."""

from typing import Final

from hub.domain.vocabulary import Lang
from hub.planning.composition.seeking import CompositionObjective
from hub.planning.siting.sentences import ProofStatus, number

UK, RU, KK, EN = Lang.UK, Lang.RU, Lang.KK, Lang.EN

#: By objective and language: what the best set has, and what a given one has beside it.
_PHRASES: Final[dict[CompositionObjective, dict[Lang, tuple[str, str]]]] = {
    CompositionObjective.FEWEST_MEMBERS: {
        UK: (
            "Щоб надавати всі ці послуги, потрібно щонайменше закладів: {bound}.",
            "У цьому наборі закладів: {value}.",
        ),
        RU: (
            "Чтобы давать все эти услуги, нужно учреждений не меньше: {bound}.",
            "В этом наборе учреждений: {value}.",
        ),
        KK: (
            "Осы қызметтердің бәрін көрсету үшін кемінде {bound} мекеме қажет.",
            "Бұл жиындағы мекемелер саны: {value}.",
        ),
        EN: ("All these services take at least {bound} providers.", "This set has {value}."),
    },
    CompositionObjective.LEAST_DISTANCE: {
        UK: (
            "Сума відстаней закладів не може бути меншою за {bound} км.",
            "У цьому наборі вона становить {value} км.",
        ),
        RU: (
            "Сумма расстояний учреждений не может быть меньше {bound} км.",
            "В этом наборе она составляет {value} км.",
        ),
        KK: (
            "Мекемелер қашықтығының қосындысы {bound} км-ден аз бола алмайды.",
            "Бұл жиында ол {value} км.",
        ),
        EN: ("No set has a sum of distances below {bound} km.", "This set has {value} km."),
    },
    CompositionObjective.MOST_CAPACITY: {
        UK: (
            "Найменший набір не може зазначати більше місць, ніж {bound}.",
            "У цьому наборі зазначено місць: {value}.",
        ),
        RU: (
            "Наименьший набор не может указывать больше мест, чем {bound}.",
            "В этом наборе указано мест: {value}.",
        ),
        KK: (
            "Ең аз мекемелі жиын {bound} орыннан артық көрсете алмайды.",
            "Бұл жиында көрсетілген орын саны: {value}.",
        ),
        EN: ("No smallest set states more than {bound} places.", "This set states {value}."),
    },
}
_BEST: Final = {
    UK: "Кращого набору немає.",
    RU: "Лучшего набора нет.",
    KK: "Одан жақсы жиын жоқ.",
    EN: "There is no better set.",
}
_NONE: Final = {
    UK: "Ніхто тут не надає жодної з цих послуг.",
    RU: "Никто здесь не даёт ни одной из этих услуг.",
    KK: "Мұнда осы қызметтердің ешқайсысын ешкім көрсетпейді.",
    EN: "Nobody here gives any of these services.",
}
_BRINGS: Final = {
    UK: "Лише він дає послуг: {brings}; повторює: {doubles}.",
    RU: "Только оно даёт услуг: {brings}; повторяет: {doubles}.",
    KK: "Тек осы мекеме беретін қызмет: {brings}; қайталайтыны: {doubles}.",
    EN: "Only it brings {brings} of the services; it doubles {doubles}.",
}


def proof_sentence(
    objective: CompositionObjective, status: ProofStatus, value: float, bound: float, lang: Lang
) -> str:
    """What is proven of a set."""
    if status is ProofStatus.INFEASIBLE:
        return _NONE[lang]
    digits = 1 if objective is CompositionObjective.LEAST_DISTANCE else 0
    limit, reached = _PHRASES[objective][lang]
    words = {"value": number(value, lang, digits), "bound": number(bound, lang, digits)}
    ending = _BEST[lang] if status is ProofStatus.OPTIMAL else limit
    return f"{reached} {ending}".format(**words)


def why_sentence(brings: int, doubles: int, lang: Lang) -> str:
    """Why a provider is a member."""
    return _BRINGS[lang].format(brings=number(brings, lang), doubles=number(doubles, lang))
