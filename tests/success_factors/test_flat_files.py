"""The flat CSV of GENESIS and Regionalstatistik in its rarer forms, as Destatis describes them; invented numbers."""

import pytest

from tests.success_factors.test_table_import import told

FLAT = "Statistik_Code;Zeit;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;2_Auspraegung_Label;"


def test_signs_of_the_old_flat_file_hold_for_the_column_before_them() -> None:
    head = f"{FLAT}BEV1__Personen__Anzahl;BEV1__Personen__q;Quote__CH0004;Quote__CH0004__q\n"
    rows = (
        "12411;2023;Gemeinden;05162024;Neuss, Stadt;weiblich;79512;e;3,1;\n12411;2024;Gemeinden;05162024;Neuss, Stadt;"
    )
    assert told(head + rows + "weiblich;80000;;5,9;p") == {
        "Personen (Anzahl)": [("2023", "weiblich", "79512 e"), ("2024", "weiblich", "80000")],
        "Quote__CH0004": [("2023", "weiblich", "3,1"), ("2024", "weiblich", "5,9 p")],
    }


@pytest.mark.parametrize("part", ["Januar", "Dezember", "3. Quartal", "2. Halbjahr"])
def test_month_beside_the_year_of_a_flat_file_is_its_time(part: str) -> None:
    rows = (
        f"{FLAT}2_Merkmal_Label;ERW1__Arbeitslose__Anzahl\n13211;2024;Gemeinden;05162024;Neuss, Stadt;{part};Zeit;5312"
    )
    assert told(rows) == {"Arbeitslose (Anzahl)": [(f"{part} 2024", "", "5312")]}


def test_one_name_in_two_units_is_two_series() -> None:
    head = "time;1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_label"
    neuss = "05162024;Neuss, Stadt"
    found = told(f"{head}\n2023;{neuss};117,4;2020=100;Index\n2023;{neuss};5,9;%;Index\n2023;{neuss};4;Anzahl;Orte")
    assert found == {
        "Index (2020=100)": [("2023", "", "117,4")], "Index (%)": [("2023", "", "5,9")],
        "Orte": [("2023", "", "4")],
    }  # fmt: skip
