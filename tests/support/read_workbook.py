#!/usr/bin/env python3
"""Prints a workbook as one JSON object, {sheet: [[cell, …], …]}, with nothing but the standard library.

Text is a string; a number is a number, as typed cells are; a missing cell is null.
"""
import json
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def column(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def rows(xml, shared):
    for row in ElementTree.fromstring(xml).iter(MAIN + "row"):
        cells = []
        for cell in row.iter(MAIN + "c"):
            place = column(cell.get("r"))
            cells += [None] * (place + 1 - len(cells))
            value = cell.find(MAIN + "v")
            if cell.get("t") == "inlineStr":
                cells[place] = "".join(part.text or "" for part in cell.iter(MAIN + "t"))
            elif value is not None and cell.get("t") == "s":
                cells[place] = shared[int(value.text)]
            elif value is not None and cell.get("t") == "str":
                cells[place] = value.text
            elif value is not None:
                cells[place] = float(value.text)
        yield cells


def main():
    book = zipfile.ZipFile(sys.argv[1])
    shared = []
    if "xl/sharedStrings.xml" in book.namelist():
        table = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        shared = ["".join(part.text or "" for part in item.iter(MAIN + "t")) for item in table.iter(MAIN + "si")]
    names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
    print(json.dumps({name: list(rows(book.read(f"xl/worksheets/sheet{i}.xml"), shared))
                      for i, name in enumerate(names, 1)}))


main()
