<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>alluse::ui::AccountDetailsPane</name>
    <message numerus="yes">
        <source>%1 to go: about %n week(s) at the target of %2 a week.</source>
        <translation>
            <numerusform>%1 to go: about %n week at the target of %2 a week.</numerusform>
            <numerusform>%1 to go: about %n weeks at the target of %2 a week.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alluse::ui::ScenarioEditor</name>
    <message numerus="yes">
        <source>This scenario can be run: %1, %n second(s).</source>
        <translation>
            <numerusform>This scenario can be run: %1, %n second.</numerusform>
            <numerusform>This scenario can be run: %1, %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alluse::ui::TablePage</name>
    <message numerus="yes">
        <source>Copied %n row(s).</source>
        <translation>
            <numerusform>Copied %n row.</numerusform>
            <numerusform>Copied %n rows.</numerusform>
        </translation>
    </message>
</context>
</TS>
