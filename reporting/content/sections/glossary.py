"""The words of the report (design: domain, glossary)."""

TERMS = (
    (
        "Ampel",
        "Ob eine Maßnahme nach Plan läuft: grün, gelb oder rot, mit einem Grund. Sie sagt nichts zur Wirkung.",
    ),
    ("Anregung, Anfrage", "Was das Gremium für Integration vorschlägt oder wissen will (in NRW nach § 27 GO)."),
    ("Bedarf", "Was fehlt, gemeldet an einem Runden Tisch oder von einer Stelle."),
    ("Berichtsrunde", "Ein Zeitraum, in dem die Fachdienststellen zu ihren Maßnahmen gefragt werden."),
    ("Beschlusskontrolle", "Was die Verwaltung aus Beschlüssen zu tun hat, bis wann, und wie weit sie damit ist."),
    (
        "Beteiligungsrunde",
        "Ziele eines Entwurfs stehen bis zu einer Frist zum Kommentieren offen; jeder Kommentar bekommt eine Antwort.",
    ),
    (
        "Dezernat",
        "Fasst Fachdienststellen unter einer Leitung zusammen. Eine Maßnahme zählt zum Dezernat ihrer Federführung.",
    ),
    (
        "Einschätzung",
        "Was die koordinierende Stelle von einem Ziel oder einer Maßnahme hält, neben der Sicht der Fachdienststelle.",
    ),
    (
        "Einsatz, Leistung, Wirkung",
        "Die Schritte, in denen eine Maßnahme wirken soll: was man hineingibt, was man anbietet, was sich ändert.",
    ),
    ("Erfolgsfaktor", "Eines von neun Merkmalen, an denen gelingende Integrationspolitik zu erkennen ist."),
    ("Fachdienststelle", "Das Amt oder die Stelle, die für eine Maßnahme verantwortlich ist und über sie berichtet."),
    ("Förderprogramm", "Befristetes Geld eines Mittelgebers, aus dem Maßnahmen bezahlt werden."),
    (
        "Grund der Verzögerung",
        "Was eine gelbe oder rote Maßnahme vor allem aufhält, aus einer kurzen Liste, damit es sich zählen lässt.",
    ),
    ("Handlungsfeld", "Ein Lebensbereich des Konzepts, zum Beispiel Bildung und Sprache."),
    (
        "Indikator",
        "Ein Wert für die ganze Stadt, Zahl oder Wort, mit vielen Ursachen. Er beweist keine Wirkung einer Maßnahme.",
    ),
    ("In laufendes Geschäft übergegangen", "Das Angebot besteht weiter, ohne als Maßnahme des Konzepts zu gelten."),
    ("Kennzahl", "Eine Zahl über eine einzelne Maßnahme, zum Beispiel die Zahl der Teilnehmenden."),
    ("Maßnahme", "Ein Angebot, ein Projekt oder ein Vorhaben, mit dem ein Ziel des Konzepts erreicht werden soll."),
    (
        "Messgröße",
        "Der Indikator oder die Kennzahl, an der ein Ziel gemessen wird, von einem Ausgangswert zu einem Zielwert.",
    ),
    (
        "Personalzahlen",
        "Wie viele Beschäftigte der Stadt eine Einwanderungsgeschichte haben; sie zu nennen ist freiwillig.",
    ),
    (
        "Politische Patenschaft",
        "Das Gremium oder die Funktion, die in der Politik für einen Erfolgsfaktor oder ein Handlungsfeld einsteht.",
    ),
    ("Sachstand", "Die Antwort einer Fachdienststelle zu einer Maßnahme in einer Berichtsrunde."),
    (
        "Selbstcheck",
        "Was jede Fachdienststelle einmal im Jahr darüber sagt, wie offen ihre Dienstleistungen für alle sind.",
    ),
    ("Träger", "Die Organisation, die eine Maßnahme durchführt. Das ist oft nicht die Stadt selbst."),
    (
        "Zielerreichung",
        "Welcher Anteil des Wegs zum Zielwert zurückgelegt ist, über 100 % heißt übertroffen; bei Worten, ob erreicht.",
    ),
    ("„·“", "Eine Zahl, die so klein ist, dass man einzelne Menschen erkennen könnte, und deshalb nicht genannt wird."),
)
