"""Headers of table cells: which heads speak for a cell, found on the grid with its spans."""

from neuss_integration.foundation.pdf.tags.tree import Node

ORDER = {"Caption": 0, "THead": 1, "TFoot": 3}
Grid = dict[tuple[int, int], Node]


def rows(table: Node) -> list[Node]:
    """All rows of a table in reading order."""
    found = []
    for node in table.nodes():
        found += [node] if node.role == "TR" else rows(node) if node.role in {"THead", "TBody", "TFoot"} else []
    return found


def grid(table: Node) -> Grid:
    """Which cell stands at (row, column), spans included."""
    places: Grid = {}
    for index, row in enumerate(rows(table)):
        column = 0
        for cell in row.nodes():
            while (index, column) in places:
                column += 1
            for down in range(cell.attributes.get("RowSpan", 1)):
                for right in range(cell.attributes.get("ColSpan", 1)):
                    places[index + down, column + right] = cell
    return places


def order_groups(table: Node) -> None:
    """Caption and head are read first and the foot last, wherever the page breaks let them be drawn first."""
    table.kids.sort(key=lambda kid: ORDER.get(kid.role, 2) if isinstance(kid, Node) else 2)


def is_simple(table: Node) -> bool:
    """Whether scopes alone say everything: one row of heads at most, no spans."""
    cells = [cell for row in rows(table) for cell in row.nodes()]
    head_rows = [row for row in rows(table) if all(cell.role == "TH" for cell in row.nodes())]
    return len(head_rows) <= 1 and not any({"RowSpan", "ColSpan"} & set(cell.attributes) for cell in cells)


def connect(table: Node, first_id: int) -> int:
    """Every data cell of a table that is not simple names its heads; returns the next free number for an ID."""
    if is_simple(table):
        return first_id
    places = grid(table)
    heads = [cell for row in rows(table) for cell in row.nodes() if cell.role == "TH"]
    for number, head in enumerate(heads, start=first_id):
        head.entries["ID"] = f"th-{number}"
    for row in rows(table):
        for cell in row.nodes():
            if cell.role == "TD" and (names := _names(cell, places)):
                cell.attributes["Headers"] = names
    return first_id + len(heads)


def _names(cell: Node, places: Grid) -> list[str]:
    taken = [place for place, found in places.items() if found is cell]
    lines, columns = {line for line, _ in taken}, {column for _, column in taken}
    found = {}
    for (line, column), head in sorted(places.items(), key=lambda item: (item[0][1] not in columns, item[0])):
        if head.role != "TH":
            continue
        above = head.attributes["Scope"] == "/Column" and column in columns and line < min(lines)
        beside = head.attributes["Scope"] == "/Row" and line in lines and column < min(columns)
        if above or beside:
            found[head.entries["ID"]] = True
    return list(found)
