"""The words around the tasks of a workbook, by language. The Kazakh ones wait for a native speaker."""

from dataclasses import dataclass

from hub.domain.vocabulary import Lang, Severity


@dataclass(frozen=True, slots=True)
class Words:
    """Names of sheets, columns and lines, and what the clerk is asked to do."""

    tasks: str
    causes: str
    rows: str
    first_rows: str
    summary: str
    importance: str
    sheet: str
    row: str
    column: str
    value: str
    wrong: str
    mend: str
    code: str
    note: str
    number: str
    source: str
    publisher: str
    file: str
    run: str
    day: str
    read: str
    accepted: str
    rejected: str
    what_to_do: str
    steps: tuple[str, ...]
    rows_missing: str
    rows_expired: str
    row_erased: str
    cut: str
    severities: dict[Severity, str]


def _severities(error: str, warning: str, info: str) -> dict[Severity, str]:
    return {Severity.ERROR: error, Severity.WARNING: warning, Severity.INFO: info}


WORDS: dict[Lang, Words] = {
    Lang.UK: Words(
        tasks="Завдання", causes="Причини", rows="Рядків", first_rows="Перші рядки",
        summary="Підсумок", importance="Важливість", sheet="Аркуш", row="Рядок",
        column="Стовпець", value="Значення", wrong="Що не так", mend="Як виправити", code="Код",
        note="Примітка програми", number="Кількість", source="Реєстр", publisher="Видавець", file="Файл",
        run="Номер імпорту", day="Дата імпорту", read="Прочитано рядків", accepted="Прийнято рядків",
        rejected="Не прийнято рядків", what_to_do="Що робити",
        steps=(
            "На аркуші «Завдання» кожен рядок — одне зауваження. Ліворуч сказано, де воно і що зробити; "
            "праворуч стоїть рядок вашого файлу таким, яким він надійшов. Клітинку з помилкою виділено.",
            "Виправляйте у власному файлі, а не тут. Потім надішліть увесь файл ще раз.",
            "На аркуші «Причини» ті самі зауваження зібрано за причинами: згори те, що "
            "виправляє найбільше рядків.",
            "Спершу виправте червоні рядки: їх не прийнято. Жовті прийнято без указаного значення. "
            "Що програма виправила сама, стоїть лише тут, у підсумку, синім.",
            "Книга містить ваші дані повністю. Вона лише для того, хто надіслав файл.",
        ),
        rows_missing="Рядки цього файлу не зберігаються, бо його не опубліковано; шукайте за номером рядка.",
        rows_expired="Рядків цього файлу, які вже видалено, бо минув строк зберігання: {number} "
        "(востаннє {day}).",
        row_erased="Цей рядок вилучено рішенням відповідальної особи.",
        cut="Показано лише перші {most} зауважень.",
        severities=_severities("Не прийнято", "Увага", "До відома"),
    ),
    Lang.RU: Words(
        tasks="Задания", causes="Причины", rows="Строк", first_rows="Первые строки",
        summary="Итог", importance="Важность", sheet="Лист", row="Строка",
        column="Столбец", value="Значение", wrong="Что не так", mend="Как исправить", code="Код",
        note="Примечание программы", number="Количество", source="Реестр", publisher="Издатель", file="Файл",
        run="Номер импорта", day="Дата импорта", read="Прочитано строк", accepted="Принято строк",
        rejected="Не принято строк", what_to_do="Что делать",
        steps=(
            "На листе «Задания» каждая строка — одно замечание. Слева сказано, где оно и что сделать; "
            "справа стоит строка вашего файла такой, какой она поступила. Ячейка с ошибкой выделена.",
            "Исправляйте в своём файле, а не здесь. Затем пришлите весь файл ещё раз.",
            "На листе «Причины» те же замечания собраны по причинам: сверху то, что "
            "исправляет больше всего строк.",
            "Сначала исправьте красные строки: они не приняты. Жёлтые приняты без указанного значения. "
            "Что программа исправила сама, стоит только здесь, в итоге, синим.",
            "Книга содержит ваши данные полностью. Она только для того, кто прислал файл.",
        ),
        rows_missing="Строки этого файла не хранятся, так как он не опубликован; ищите по номеру строки.",
        rows_expired="Строк этого файла, которые уже удалены, так как истёк срок хранения: {number} "
        "(последний раз {day}).",
        row_erased="Эта строка изъята решением ответственного лица.",
        cut="Показаны только первые {most} замечаний.",
        severities=_severities("Не принято", "Внимание", "К сведению"),
    ),
    Lang.KK: Words(
        tasks="Тапсырмалар", causes="Себептер", rows="Жолдар", first_rows="Алғашқы жолдар",
        summary="Қорытынды", importance="Маңыздылығы", sheet="Парақ", row="Жол",
        column="Баған", value="Мән", wrong="Не дұрыс емес", mend="Қалай түзетуге болады", code="Код",
        note="Бағдарлама ескертпесі", number="Саны", source="Тізілім", publisher="Жариялаушы", file="Файл",
        run="Импорт нөмірі", day="Импорт күні", read="Оқылған жолдар", accepted="Қабылданған жолдар",
        rejected="Қабылданбаған жолдар", what_to_do="Не істеу керек",
        steps=(
            "«Тапсырмалар» парағында әр жол — бір ескерту. Сол жақта оның орны мен не істеу керегі айтылған; "
            "оң жақта файлыңыздың жолы келіп түскен күйінде тұр. Қатесі бар ұяшық боялған.",
            "Мұнда емес, өз файлыңызда түзетіңіз. Содан кейін бүкіл файлды қайта жіберіңіз.",
            "«Себептер» парағында сол ескертулер себебі бойынша жиналған: ең көп жолды түзететіні жоғарыда.",
            "Алдымен қызыл жолдарды түзетіңіз: олар қабылданған жоқ. Сарылары көрсетілген мәнсіз қабылданды. "
            "Бағдарлама өзі түзеткені тек осында, қорытындыда, көкпен тұр.",
            "Кітапта деректеріңіз толық берілген. Ол тек файлды жіберген адамға арналған.",
        ),
        rows_missing="Файл жарияланбағандықтан, оның жолдары сақталмаған; жол нөмірі бойынша іздеңіз.",
        rows_expired="Сақтау мерзімі біткендіктен жойылған жолдар саны: {number} (соңғы рет {day}).",
        row_erased="Бұл жол жауапты адамның шешімімен өшірілді.",
        cut="Тек алғашқы {most} ескерту көрсетілген.",
        severities=_severities("Қабылданбады", "Назар аударыңыз", "Мәлімет үшін"),
    ),
    Lang.EN: Words(
        tasks="Tasks", causes="Causes", rows="Rows", first_rows="First rows",
        summary="Summary", importance="Severity", sheet="Sheet", row="Row",
        column="Column", value="Value", wrong="What is wrong", mend="How to mend it", code="Code",
        note="Program's note", number="Number", source="Register", publisher="Publisher", file="File",
        run="Import number", day="Day of import", read="Rows read", accepted="Rows accepted",
        rejected="Rows rejected", what_to_do="What to do",
        steps=(
            "Each line of the sheet “Tasks” is one remark. To the left it says where it is and what to do; "
            "to the right stands the row of your file as it came. The wrong cell is highlighted.",
            "Make the corrections in your own file, not here. Then send the whole file again.",
            "The sheet “Causes” gathers the same remarks by their causes: on top what would mend most rows.",
            "Begin with the red lines: they were not accepted. Yellow ones were accepted without the value. "
            "What the program mended itself stands only here, in the summary, in blue.",
            "The workbook holds your data in full. It is only for whoever sent the file.",
        ),
        rows_missing="The rows of this file are not kept, since it was not published; look by row number.",
        rows_expired="Rows of this file that are no longer kept, since their time was over: {number} "
        "(the last on {day}).",
        row_erased="A steward erased this row.",
        cut="Only the first {most} remarks are shown.",
        severities=_severities("Rejected", "Warning", "For information"),
    ),
}  # fmt: skip
