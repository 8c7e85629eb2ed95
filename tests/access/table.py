"""Who gets which answer: one line per page, object and method. A new address without its two lines fails.

Columns: nobody signed in · a person without role · Koordination · Jugendamt · Stadtbibliothek · Runder Tisch ·
Integrationsrat · Fachadministration. What a row's object is, and whose, stands in scene.py.

`login` leads to sign-in. A POST sends nothing but the token: 200 shows the form with its errors, 302 did something or
says why not, 404 hides that the object is there, 403 says that the role does not allow it, 405 takes no such request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PEOPLE = {
    "anonym": None,
    "ohne": "nobody",
    "koord": "koordination",
    "jugend": "jugendamt_person",
    "bibl": "bibliothek_person",
    "tisch": "rundertisch_person",
    "rat": "integrationsrat_person",
    "admin": "verwaltung_person",
}

TABLE = """
# address                                  object              method anonym ohne koord jugend bibl tisch rat admin
healthz                                    -                   GET    200    200  200   200    200  200   200 200
healthz                                    -                   POST   405    405  405   405    405  405   405 405
site:accessibility                         -                   GET    200    200  200   200    200  200   200 200
site:accessibility                         -                   POST   200    200  200   200    200  200   200 200
site:shortcuts                             -                   GET    login  200  200   200    200  200   200 200
site:shortcuts                             -                   POST   login  302  302   302    302  302   302 302
site:gallery                               -                   GET    404    404  404   404    404  404   404 404
site:gallery                               -                   POST   404    404  404   404    404  404   404 404

start                                      -                   GET    login  200  200   200    200  200   200 200
start                                      -                   POST   login  405  405   405    405  405   405 405

account_login                              -                   GET    200    302  302   302    302  302   302 302
account_login                              -                   POST   200    302  302   302    302  302   302 302
account_logout                             -                   GET    login  200  200   200    200  200   200 200
account_logout                             -                   POST   login  login login login login login login login
account_inactive                           -                   GET    200    200  200   200    200  200   200 200
account_inactive                           -                   POST   405    405  405   405    405  405   405 405
account_reset_password                     -                   GET    200    200  200   200    200  200   200 200
account_reset_password                     -                   POST   200    200  200   200    200  200   200 200
account_reset_password_done                -                   GET    200    200  200   200    200  200   200 200
account_reset_password_done                -                   POST   405    405  405   405    405  405   405 405
account_reset_password_from_key            link-falsch         GET    200    200  200   200    200  200   200 200
account_reset_password_from_key            link-falsch         POST   200    200  200   200    200  200   200 200
account_reset_password_from_key_done       -                   GET    200    200  200   200    200  200   200 200
account_reset_password_from_key_done       -                   POST   405    405  405   405    405  405   405 405
account_profile                            -                   GET    login  200  200   200    200  200   200 200
account_profile                            -                   POST   login  405  405   405    405  405   405 405
account_change_password                    -                   GET    login  200  200   200    200  200   200 200
account_change_password                    -                   POST   login  200  200   200    200  200   200 200

accounts:user-list                         -                   GET    login  403  403   403    403  403   403 200
accounts:user-list                         -                   POST   login  405  405   405    405  405   405 405
accounts:user-create                       -                   GET    login  403  403   403    403  403   403 200
accounts:user-create                       -                   POST   login  403  403   403    403  403   403 200
accounts:user-detail                       konto               GET    login  403  403   403    403  403   403 200
accounts:user-detail                       konto               POST   login  405  405   405    405  405   405 405
accounts:user-edit                         konto               GET    login  403  403   403    403  403   403 200
accounts:user-edit                         konto               POST   login  403  403   403    403  403   403 200
accounts:user-invite                       konto               GET    login  405  405   405    405  405   405 405
accounts:user-invite                       konto               POST   login  403  403   403    403  403   403 302
accounts:role-grant                        konto               GET    login  403  403   403    403  403   403 200
accounts:role-grant                        konto               POST   login  403  403   403    403  403   403 200
accounts:role-end                          rolle               GET    login  403  403   403    403  403   403 200
accounts:role-end                          rolle               POST   login  403  403   403    403  403   403 302

success_factors:factor-list                -                   GET    login  403  200   200    200  200   200 403
success_factors:factor-list                -                   POST   login  405  405   405    405  405   405 405
success_factors:factor-detail              faktor              GET    login  403  200   200    200  200   200 403
success_factors:factor-detail              faktor              POST   login  405  405   405    405  405   405 405
success_factors:assessment-history         faktor              GET    login  403  200   200    200  200   200 403
success_factors:assessment-history         faktor              POST   login  405  405   405    405  405   405 405
success_factors:assessment-create          kriterium           GET    login  403  200   403    403  403   403 403
success_factors:assessment-create          kriterium           POST   login  403  200   403    403  403   403 403
success_factors:assessment-correct         einschaetzung       GET    login  403  200   403    403  403   403 403
success_factors:assessment-correct         einschaetzung       POST   login  403  200   403    403  403   403 403
success_factors:indicator-list             -                   GET    login  403  200   200    200  200   200 403
success_factors:indicator-list             -                   POST   login  405  405   405    405  405   405 405
success_factors:indicator-detail           indikator           GET    login  403  200   200    200  200   200 403
success_factors:indicator-detail           indikator           POST   login  405  405   405    405  405   405 405
success_factors:indicator-download         indikator           GET    login  403  200   200    200  200   200 403
success_factors:indicator-download         indikator           POST   login  405  405   405    405  405   405 405
success_factors:indicator-create           -                   GET    login  403  200   403    403  403   403 403
success_factors:indicator-create           -                   POST   login  403  200   403    403  403   403 403
success_factors:indicator-edit             indikator           GET    login  403  200   403    403  403   403 403
success_factors:indicator-edit             indikator           POST   login  403  200   403    403  403   403 403
success_factors:indicator-history          indikator           GET    login  403  200   403    403  403   403 403
success_factors:indicator-history          indikator           POST   login  405  405   405    405  405   405 405
success_factors:value-create               indikator           GET    login  403  200   403    403  403   403 403
success_factors:value-create               indikator           POST   login  403  200   403    403  403   403 403
success_factors:value-import               indikator           GET    login  403  200   403    403  403   403 403
success_factors:value-import               indikator           POST   login  403  200   403    403  403   403 403
success_factors:matrix-fields              -                   GET    login  403  200   200    200  200   200 403
success_factors:matrix-fields              -                   POST   login  405  405   405    405  405   405 405
success_factors:matrix-districts           -                   GET    login  403  200   200    200  200   200 403
success_factors:matrix-districts           -                   POST   login  405  405   405    405  405   405 405
success_factors:goal-list                  -                   GET    login  403  200   200    200  200   200 403
success_factors:goal-list                  -                   POST   login  405  405   405    405  405   405 405
success_factors:goal-detail                ziel                GET    login  403  200   200    200  200   200 403
success_factors:goal-detail                ziel                POST   login  405  405   405    405  405   405 405
success_factors:goal-edit                  ziel-entwurf        GET    login  403  200   403    403  403   403 403
success_factors:goal-edit                  ziel-entwurf        POST   login  403  200   403    403  403   403 403
success_factors:goal-state                 ziel                GET    login  403  200   403    403  403   403 403
success_factors:goal-state                 ziel                POST   login  403  200   403    403  403   403 403
success_factors:goal-create                leitziel-entwurf    GET    login  403  200   403    403  403   403 403
success_factors:goal-create                leitziel-entwurf    POST   login  403  200   403    403  403   403 403
success_factors:edition-list               -                   GET    login  403  200   200    200  200   200 403
success_factors:edition-list               -                   POST   login  405  405   405    405  405   405 405
success_factors:edition-create             -                   GET    login  403  200   403    403  403   403 403
success_factors:edition-create             -                   POST   login  403  200   403    403  403   403 403
success_factors:edition-detail             fassung             GET    login  403  200   200    200  200   200 403
success_factors:edition-detail             fassung             POST   login  405  405   405    405  405   405 405
success_factors:edition-adopt              fassung-entwurf     GET    login  403  200   403    403  403   403 403
success_factors:edition-adopt              fassung-entwurf     POST   login  403  200   403    403  403   403 403
success_factors:guiding-goal-create        fassung-entwurf     GET    login  403  200   403    403  403   403 403
success_factors:guiding-goal-create        fassung-entwurf     POST   login  403  200   403    403  403   403 403
success_factors:participation-create       fassung             GET    login  403  200   403    403  403   403 403
success_factors:participation-create       fassung             POST   login  403  200   403    403  403   403 403
success_factors:edition-edit               fassung-entwurf     GET    login  403  200   403    403  403   403 403
success_factors:edition-edit               fassung-entwurf     POST   login  403  200   403    403  403   403 403
success_factors:edition-edit               fassung             GET    login  403  200   403    403  403   403 403
success_factors:edition-edit               fassung             POST   login  403  200   403    403  403   403 403
success_factors:edition-history            fassung             GET    login  403  200   403    403  403   403 403
success_factors:edition-history            fassung             POST   login  405  405   405    405  405   405 405
success_factors:edition-compare            -                   GET    login  403  200   200    200  200   200 403
success_factors:edition-compare            -                   POST   login  405  405   405    405  405   405 405
success_factors:guiding-goal-edit          leitziel-entwurf    GET    login  403  200   403    403  403   403 403
success_factors:guiding-goal-edit          leitziel-entwurf    POST   login  403  200   403    403  403   403 403
success_factors:guiding-goal-move          leitziel-entwurf    GET    login  405  405   405    405  405   405 405
success_factors:guiding-goal-move          leitziel-entwurf    POST   login  403  302   403    403  403   403 403
success_factors:guiding-goal-remove        leitziel-entwurf    GET    login  403  200   403    403  403   403 403
success_factors:guiding-goal-remove        leitziel-entwurf    POST   login  403  200   403    403  403   403 403
success_factors:goal-move                  ziel-entwurf        GET    login  405  405   405    405  405   405 405
success_factors:goal-move                  ziel-entwurf        POST   login  403  302   403    403  403   403 403
success_factors:goal-remove                ziel                GET    login  403  200   403    403  403   403 403
success_factors:goal-remove                ziel                POST   login  403  200   403    403  403   403 403
success_factors:participation-edit         beteiligung         GET    login  403  200   403    403  403   403 403
success_factors:participation-edit         beteiligung         POST   login  403  200   403    403  403   403 403
success_factors:participation-remove       beteiligung         GET    login  403  200   403    403  403   403 403
success_factors:participation-remove       beteiligung         POST   login  403  302   403    403  403   403 403
success_factors:revision-begin             fassung             GET    login  403  200   403    403  403   403 403
success_factors:revision-begin             fassung             POST   login  403  200   403    403  403   403 403
success_factors:revision-detail            fassung-entwurf     GET    login  403  200   403    403  403   403 403
success_factors:revision-detail            fassung-entwurf     POST   login  405  405   405    405  405   405 405
success_factors:revision-decide            fortschreibung      GET    login  403  200   403    403  403   403 403
success_factors:revision-decide            fortschreibung      POST   login  403  200   403    403  403   403 403
success_factors:goal-detail                ziel-entwurf        GET    login  403  200   404    404  404   404 403
success_factors:edition-detail             fassung-entwurf     GET    login  403  200   404    404  404   404 403
success_factors:field-list                 -                   GET    login  403  200   200    200  200   200 403
success_factors:field-list                 -                   POST   login  405  405   405    405  405   405 405
success_factors:field-detail               handlungsfeld       GET    login  403  200   200    200  200   200 403
success_factors:field-detail               handlungsfeld       POST   login  405  405   405    405  405   405 405

measures:measure-list                      -                   GET    login  403  200   200    200  200   200 403
measures:measure-list                      -                   POST   login  405  405   405    405  405   405 405
measures:measure-timeline                  -                   GET    login  403  200   200    200  200   200 403
measures:measure-timeline                  -                   POST   login  405  405   405    405  405   405 405
measures:measure-board                     -                   GET    login  403  200   200    200  200   200 403
measures:measure-board                     -                   POST   login  405  405   405    405  405   405 405
measures:measure-bulk                      -                   GET    login  403  200   403    403  403   403 403
measures:measure-bulk                      -                   POST   login  403  200   403    403  403   403 403
measures:import-start                      -                   GET    login  403  200   403    403  403   403 403
measures:import-start                      -                   POST   login  403  200   403    403  403   403 403
measures:import-template                   -                   GET    login  403  200   403    403  403   403 403
measures:import-template                   -                   POST   login  405  405   405    405  405   405 405
measures:import-detail                     datei               GET    login  403  200   403    403  403   403 403
measures:import-detail                     datei               POST   login  405  405   405    405  405   405 405
measures:import-detail                     datei-fertig        GET    login  403  200   403    403  403   403 403
measures:import-detail                     datei-fremd         GET    login  403  404   403    403  403   403 403
measures:import-columns                    datei               GET    login  403  200   403    403  403   403 403
measures:import-columns                    datei               POST   login  403  200   403    403  403   403 403
measures:import-names                      datei               GET    login  403  200   403    403  403   403 403
measures:import-names                      datei               POST   login  403  302   403    403  403   403 403
measures:import-run                        datei               GET    login  405  405   405    405  405   405 405
measures:import-run                        datei               POST   login  403  302   403    403  403   403 403
measures:import-run                        datei-fremd         POST   login  403  404   403    403  403   403 403
measures:import-discard                    datei               GET    login  405  405   405    405  405   405 405
measures:import-discard                    datei               POST   login  403  302   403    403  403   403 403
measures:import-discard                    datei-fremd         POST   login  403  404   403    403  403   403 403
measures:import-download                   datei-fertig        GET    login  403  200   403    403  403   403 403
measures:import-download                   datei-fertig        POST   login  405  405   405    405  405   405 405
measures:measure-export                    tabelle             GET    login  403  200   200    200  200   200 403
measures:measure-export                    tabelle             POST   login  405  405   405    405  405   405 405
measures:view-list                         -                   GET    login  403  200   200    200  200   200 403
measures:view-list                         -                   POST   login  405  405   405    405  405   405 405
measures:view-create                       -                   GET    login  403  200   200    200  200   200 403
measures:view-create                       -                   POST   login  403  200   200    200  200   200 403
measures:view-edit                         ansicht             GET    login  403  404   200    404  404   404 403
measures:view-edit                         ansicht             POST   login  403  404   200    404  404   404 403
measures:view-edit                         ansicht-geteilt     GET    login  403  200   404    404  404   404 403
measures:view-edit                         ansicht-geteilt     POST   login  403  200   404    404  404   404 403
measures:view-delete                       ansicht             GET    login  405  405   405    405  405   405 405
measures:view-delete                       ansicht             POST   login  403  404   302    404  404   404 403
measures:view-delete                       ansicht-geteilt     POST   login  403  302   404    404  404   404 403
measures:measure-create                    -                   GET    login  403  200   403    403  403   403 403
measures:measure-create                    -                   POST   login  403  200   403    403  403   403 403
measures:measure-detail                    massnahme           GET    login  403  200   200    200  200   200 403
measures:measure-detail                    massnahme           POST   login  405  405   405    405  405   405 405
measures:measure-detail                    idee                GET    login  403  200   404    200  404   404 403
measures:measure-edit                      massnahme           GET    login  403  200   200    404  403   403 403
measures:measure-edit                      massnahme           POST   login  403  200   302    404  403   403 403
measures:measure-edit                      idee                GET    login  403  200   404    200  403   403 403
measures:measure-edit                      idee                POST   login  403  200   404    302  403   403 403
measures:measure-history                   massnahme           GET    login  403  200   200    404  403   403 403
measures:measure-history                   massnahme           POST   login  405  405   405    405  405   405 405
measures:measure-history                   idee                GET    login  403  200   404    200  403   403 403
measures:measure-state                     massnahme           GET    login  403  200   403    403  403   403 403
measures:measure-state                     massnahme           POST   login  403  200   403    403  403   403 403
measures:measure-state                     idee                POST   login  403  200   403    403  403   403 403

measures:evidence-create                   einschaetzung       GET    login  403  200   403    403  403   403 403
measures:evidence-create                   einschaetzung       POST   login  403  200   403    403  403   403 403
measures:resolution-list                   -                   GET    login  403  200   200    200  200   200 403
measures:resolution-list                   -                   POST   login  405  405   405    405  405   405 405
measures:resolution-create                 -                   GET    login  403  200   403    403  403   403 403
measures:resolution-create                 -                   POST   login  403  200   403    403  403   403 403
measures:resolution-detail                 beschluss           GET    login  403  200   200    200  200   200 403
measures:resolution-detail                 beschluss           POST   login  405  405   405    405  405   405 405
measures:resolution-edit                   beschluss           GET    login  403  200   403    403  403   403 403
measures:resolution-edit                   beschluss           POST   login  403  200   403    403  403   403 403
measures:resolution-history                beschluss           GET    login  403  200   403    403  403   403 403
measures:resolution-history                beschluss           POST   login  405  405   405    405  405   405 405
measures:resolution-link                   verknuepfung        GET    login  403  200   403    403  403   403 403
measures:resolution-link                   verknuepfung        POST   login  403  200   403    403  403   403 403

measures:round-list                        -                   GET    login  403  200   403    403  403   403 403
measures:round-list                        -                   POST   login  405  405   405    405  405   405 405
measures:round-create                      -                   GET    login  403  200   403    403  403   403 403
measures:round-create                      -                   POST   login  403  200   403    403  403   403 403
measures:round-detail                      runde-offen         GET    login  403  200   403    403  403   403 403
measures:round-detail                      runde-offen         POST   login  405  405   405    405  405   405 405
measures:round-detail                      runde-entwurf       GET    login  403  200   403    403  403   403 403
measures:round-edit                        runde-entwurf       GET    login  403  200   403    403  403   403 403
measures:round-edit                        runde-entwurf       POST   login  403  200   403    403  403   403 403
measures:round-open                        runde-entwurf       GET    login  405  405   405    405  405   405 405
measures:round-open                        runde-entwurf       POST   login  403  302   403    403  403   403 403
measures:round-close                       runde-offen         GET    login  405  405   405    405  405   405 405
measures:round-close                       runde-offen         POST   login  403  302   403    403  403   403 403
measures:round-reopen                      runde-geschlossen   GET    login  403  200   403    403  403   403 403
measures:round-reopen                      runde-geschlossen   POST   login  403  200   403    403  403   403 403

measures:task-list                         -                   GET    login  403  403   200    200  403   403 403
measures:task-list                         -                   POST   login  405  405   405    405  405   405 405
measures:progress-detail                   sachstand-offen     GET    login  403  200   200    404  404   404 403
measures:progress-detail                   sachstand-offen     POST   login  403  404   409    404  404   404 403
measures:progress-detail                   sachstand-gesendet  GET    login  403  200   200    404  404   404 403
measures:progress-detail                   sachstand-gesendet  POST   login  403  404   409    404  404   404 403
measures:progress-detail                   sachstand-zurueck   GET    login  403  200   200    404  404   404 403
measures:progress-detail                   sachstand-fertig    GET    login  403  200   200    200  200   200 403
measures:progress-detail                   sachstand-fertig    POST   login  403  404   409    404  404   404 403
measures:progress-unchanged                sachstand-offen     GET    login  405  405   405    405  405   405 405
measures:progress-unchanged                sachstand-offen     POST   login  403  403   302    404  403   403 403
measures:progress-unchanged                sachstand-fertig    POST   login  403  403   302    404  403   403 403
measures:progress-history                  sachstand-offen     GET    login  403  200   200    404  403   403 403
measures:progress-history                  sachstand-offen     POST   login  405  405   405    405  405   405 405
measures:progress-history                  sachstand-fertig    GET    login  403  200   200    404  403   403 403
measures:review-list                       -                   GET    login  403  200   403    403  403   403 403
measures:review-list                       -                   POST   login  405  405   405    405  405   405 405
measures:progress-review                   sachstand-gesendet  GET    login  403  200   403    403  403   403 403
measures:progress-review                   sachstand-gesendet  POST   login  403  200   403    403  403   403 403
measures:progress-review                   sachstand-offen     GET    login  403  302   403    403  403   403 403

reporting:report-list                      -                   GET    login  403  200   200    200  200   200 200
reporting:report-list                      -                   POST   login  405  405   405    405  405   405 405
reporting:report-create                    -                   GET    login  403  200   403    403  403   403 403
reporting:report-create                    -                   POST   login  403  200   403    403  403   403 403
reporting:report-detail                    bericht             GET    login  403  200   200    200  200   200 200
reporting:report-detail                    bericht             POST   login  405  405   405    405  405   405 405
reporting:report-detail                    bericht-entwurf     GET    login  403  200   404    404  404   404 404
reporting:report-edit                      bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-edit                      bericht-entwurf     POST   login  403  200   403    403  403   403 403
reporting:report-edit                      bericht             POST   login  403  200   403    403  403   403 403
reporting:report-preview                   bericht-entwurf     GET    login  403  200   404    404  404   404 404
reporting:report-preview                   bericht             GET    login  403  200   200    200  200   200 200
reporting:report-preview                   bericht-entwurf     POST   login  405  405   405    405  405   405 405
reporting:report-history                   bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-history                   bericht-entwurf     POST   login  405  405   405    405  405   405 405
reporting:report-publish                   bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-publish                   bericht-entwurf     POST   login  403  302   403    403  403   403 403
reporting:report-publish                   bericht             POST   login  403  302   403    403  403   403 403
reporting:report-run                       bericht             GET    login  403  200   403    403  403   403 403
reporting:report-run                       bericht             POST   login  405  405   405    405  405   405 405
reporting:report-run                       bericht-entwurf     GET    login  403  404   403    403  403   403 403
reporting:report-run-state                 bericht             GET    login  403  200   403    403  403   403 403
reporting:report-run-state                 bericht             POST   login  405  405   405    405  405   405 405
reporting:report-retry                     bericht             GET    login  403  405   403    403  403   403 403
reporting:report-retry                     bericht             POST   login  403  302   403    403  403   403 403
reporting:report-withdraw                  bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-withdraw                  bericht-entwurf     POST   login  403  200   403    403  403   403 403
reporting:section-create                   bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:section-create                   bericht-entwurf     POST   login  403  200   403    403  403   403 403
reporting:sections-complete                bericht-entwurf     GET    login  405  405   405    405  405   405 405
reporting:sections-complete                bericht-entwurf     POST   login  403  302   403    403  403   403 403
reporting:sections-complete                bericht             POST   login  403  302   403    403  403   403 403
reporting:section-detail                   abschnitt           GET    login  403  200   403    403  403   403 403
reporting:section-detail                   abschnitt           POST   login  403  200   403    403  403   403 403
reporting:section-history                  abschnitt           GET    login  403  200   403    403  403   403 403
reporting:section-history                  abschnitt           POST   login  405  405   405    405  405   405 405
reporting:section-move                     abschnitt           GET    login  405  405   405    405  405   405 405
reporting:section-move                     abschnitt           POST   login  403  302   403    403  403   403 403
reporting:section-include                  abschnitt           GET    login  405  405   405    405  405   405 405
reporting:section-include                  abschnitt           POST   login  403  302   403    403  403   403 403
reporting:section-comments                 abschnitt           GET    login  403  200   404    404  404   404 404
reporting:section-comments                 abschnitt           POST   login  403  200   404    404  404   404 404
reporting:section-presence                 abschnitt           GET    login  405  405   405    405  405   405 405
reporting:section-presence                 abschnitt           POST   login  403  202   403    403  403   403 403
reporting:comment-settle                   anmerkung           GET    login  405  405   405    405  405   405 405
reporting:comment-settle                   anmerkung           POST   login  403  302   404    404  404   404 404
reporting:report-review                    bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-review                    bericht-entwurf     POST   login  403  200   403    403  403   403 403
reporting:report-review-end                bericht-entwurf     GET    login  405  405   405    405  405   405 405
reporting:report-review-end                bericht-entwurf     POST   login  403  302   403    403  403   403 403
reporting:report-read                      bericht-entwurf     GET    login  405  405   405    405  405   405 405
reporting:report-read                      bericht-entwurf     POST   login  403  302   404    404  404   404 404
reporting:report-revoke                    bericht             GET    login  403  200   403    403  403   403 403
reporting:report-revoke                    bericht             POST   login  403  200   403    403  403   403 403
reporting:report-correct                   bericht             GET    login  405  405   405    405  405   405 405
reporting:report-correct                   bericht             POST   login  403  302   403    403  403   403 403
reporting:report-file                      bericht-datei       GET    login  403  200   200    200  200   200 200
reporting:report-file                      bericht-datei       POST   login  405  405   405    405  405   405 405
reporting:report-file                      bericht-keine-datei GET    login  403  404   404    404  404   404 404
reporting:report-part                      bericht             GET    login  403  404   404    404  404   404 404
reporting:report-part                      bericht             POST   login  405  405   405    405  405   405 405
reporting:report-part                      bericht-entwurf     GET    login  403  404   404    404  404   404 404
reporting:report-plan                      bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-plan                      bericht-entwurf     POST   login  405  405   405    405  405   405 405
reporting:report-plan-calendar             bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-plan-calendar             bericht-entwurf     POST   login  405  405   405    405  405   405 405
reporting:report-paper                     bericht-entwurf     GET    login  403  200   403    403  403   403 403
reporting:report-paper                     bericht-entwurf     POST   login  405  405   405    405  405   405 405
reporting:report-changes                   bericht             GET    login  403  200   200    200  200   200 200
reporting:report-changes                   bericht             POST   login  405  405   405    405  405   405 405
reporting:report-changes                   bericht-entwurf     GET    login  403  200   404    404  404   404 404
reporting:portal-reports                   -                   GET    200    200  200   200    200  200   200 200
reporting:portal-reports                   -                   POST   405    405  405   405    405  405   405 405
reporting:portal-report                    bericht             GET    200    200  200   200    200  200   200 200
reporting:portal-report                    bericht             POST   405    405  405   405    405  405   405 405
reporting:portal-report                    bericht-entwurf     GET    404    404  404   404    404  404   404 404
reporting:portal-file                      bericht-datei       GET    200    200  200   200    200  200   200 200
reporting:portal-file                      bericht-datei       POST   405    405  405   405    405  405   405 405
reporting:portal-file                      bericht-keine-datei GET    404    404  404   404    404  404   404 404
reporting:report-download                  bericht             GET    login  403  200   200    200  200   200 200
reporting:report-download                  bericht             POST   login  405  405   405    405  405   405 405
reporting:report-download                  bericht-entwurf     GET    login  403  404   404    404  404   404 404
"""

PUBLIC = {
    "healthz",
    "site:accessibility",
    "site:gallery",
    "reporting:portal-reports",
    "reporting:portal-report",
    "reporting:portal-file",
    "roundtables:portal-minutes",
    "roundtables:portal-minutes-detail",
    "roundtables:portal-minutes-file",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
"""Pages that anybody may ask for; everything else leads to sign-in."""

FOR_EVERY_ROLE = {"site:shortcuts", "account_profile", "account_change_password", "start"}
"""Pages for whoever is signed in, without a permission."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    object: str
    method: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.object}".removesuffix(" -")


def _row(line: str) -> Row:
    name, thing, method, *answers = line.split()
    return Row(name, thing, method, dict(zip(PEOPLE, answers, strict=True)))


def _lines() -> Iterator[str]:
    """The lines of TABLE, and those of the files in rows/, one per app or subject, in which new ones are written."""
    yield from TABLE.splitlines()
    for path in sorted(Path(__file__).with_name("rows").glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()


ROWS = [_row(line) for line in _lines() if line and not line.startswith("#")]
PAGES = [row for row in ROWS if row.method == "GET" and "200" in row.answers.values()]
