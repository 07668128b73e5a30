<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Amount</name>
    <message>
        <source>The amount is too large.</source>
        <translation>Der Betrag ist zu groß.</translation>
    </message>
    <message>
        <source>An amount has at most two decimals.</source>
        <translation>Ein Betrag hat höchstens zwei Nachkommastellen.</translation>
    </message>
    <message>
        <source>Enter an amount such as %1.</source>
        <translation>Geben Sie einen Betrag ein, zum Beispiel %1.</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>The connection was lost while saving, so it is not known whether this was saved. Check again before you do anything else.</source>
        <translation>Die Verbindung brach beim Speichern ab; ob gespeichert wurde, ist noch nicht bekannt. Prüfen Sie es, bevor Sie etwas anderes tun.</translation>
    </message>
    <message>
        <source>The database cannot be reached. Nothing was saved and your entries are kept. Try again when it is back.</source>
        <translation>Die Datenbank ist nicht erreichbar. Nichts wurde gespeichert, Ihre Eingaben bleiben erhalten. Versuchen Sie es erneut, sobald sie wieder da ist.</translation>
    </message>
    <message>
        <source>The database is busy with other work. Nothing was saved. Try again.</source>
        <translation>Die Datenbank ist mit anderer Arbeit beschäftigt. Nichts wurde gespeichert. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was saved.</source>
        <translation>Abgebrochen. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>The disk of the database is full. Nothing was saved. Make room, then try again.</source>
        <translation>Der Datenträger der Datenbank ist voll. Nichts wurde gespeichert. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The database is damaged or does not belong to this program. Nothing was saved. Restore a backup.</source>
        <translation>Die Datenbank ist beschädigt oder gehört nicht zu diesem Programm. Nichts wurde gespeichert. Spielen Sie eine Sicherung ein.</translation>
    </message>
    <message>
        <source>Something unexpected happened. Check again to see whether this was saved. %1</source>
        <translation>Etwas Unerwartetes ist geschehen. Prüfen Sie, ob gespeichert wurde. %1</translation>
    </message>
</context>
<context>
    <name>JobRunner</name>
    <message>
        <source>“%1” stopped unexpectedly (%2).</source>
        <translation>„%1“ endete unerwartet (%2).</translation>
    </message>
    <message>
        <source>unknown error</source>
        <translation>unbekannter Fehler</translation>
    </message>
</context>
<context>
    <name>QApplication</name>
    <message>
        <source>Keeps the ledger of account families.</source>
        <translation>Führt die Bücher von Kontenfamilien.</translation>
    </message>
    <message>
        <source>Walk every page, write pictures to this folder, and end.</source>
        <translation>Jede Seite zeigen, Bilder in diesen Ordner schreiben und enden.</translation>
    </message>
    <message>
        <source>Theme: light, dark or system.</source>
        <translation>Erscheinungsbild: light, dark oder system.</translation>
    </message>
    <message>
        <source>%1 pictures written</source>
        <translation>%1 Bilder geschrieben</translation>
    </message>
    <message>
        <source>Database to open: sqlite:PATH, postgresql:CONNINFO or the name of a saved one.</source>
        <translation>Datenbank, die geöffnet wird: sqlite:PFAD, postgresql:CONNINFO oder der Name einer gespeicherten.</translation>
    </message>
</context>
<context>
    <name>SearchTerms</name>
    <message>
        <source>type</source>
        <translation>art</translation>
    </message>
    <message>
        <source>status</source>
        <translation>status</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>The client asked for it</source>
        <translation>Auf Wunsch des Kunden</translation>
    </message>
    <message>
        <source>Merged into another account</source>
        <translation>In ein anderes Konto überführt</translation>
    </message>
    <message>
        <source>Its opening was undone</source>
        <translation>Die Eröffnung wurde zurückgenommen</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>Wöchentlich</translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation>Monatlich</translation>
    </message>
    <message>
        <source>Quarterly</source>
        <translation>Vierteljährlich</translation>
    </message>
    <message>
        <source>Yearly</source>
        <translation>Jährlich</translation>
    </message>
    <message>
        <source>Conservative</source>
        <translation>Konservativ</translation>
    </message>
    <message>
        <source>Moderate</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Aggressive</source>
        <translation>Offensiv</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>Wachstum</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Ertrag</translation>
    </message>
    <message>
        <source>Compound</source>
        <translation>Thesaurierung</translation>
    </message>
    <message>
        <source>Balance %1 · available %2 · buffer %3</source>
        <translation>Saldo %1 · verfügbar %2 · Puffer %3</translation>
    </message>
</context>
<context>
    <name>alluse::composition::Application</name>
    <message>
        <source>Prepare the sample</source>
        <translation>Beispieldaten anlegen</translation>
    </message>
    <message>
        <source>Open database</source>
        <translation>Datenbank öffnen</translation>
    </message>
    <message>
        <source>Close database</source>
        <translation>Datenbank schließen</translation>
    </message>
    <message>
        <source>Automatic forks</source>
        <translation>Automatische Forks</translation>
    </message>
    <message>
        <source>Sum up the book</source>
        <translation>Bestand zusammenzählen</translation>
    </message>
</context>
<context>
    <name>alluse::composition::ScreenshotTour</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>Post a premium</source>
        <translation>Prämie buchen</translation>
    </message>
</context>
<context>
    <name>alluse::jobs::JobRunner</name>
    <message>
        <source>“%1” was not started because too many jobs are waiting. Try again when the queue is shorter.</source>
        <translation>„%1“ wurde nicht gestartet, weil zu viele Aufgaben warten. Versuchen Sie es erneut, wenn die Schlange kürzer ist.</translation>
    </message>
</context>
<context>
    <name>alluse::models::AccountsModel</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Surplus</source>
        <translation>Überschuss</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>To next fork</source>
        <translation>Bis zum Fork</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Letzte Buchung</translation>
    </message>
    <message>
        <source>Opened on</source>
        <translation>Eröffnet am</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
</context>
<context>
    <name>alluse::models::FamiliesModel</name>
    <message>
        <source>%1 + %2 closed</source>
        <translation>%1 + %2 geschlossen</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Gen-Acc</source>
        <translation>Gen-Acc</translation>
    </message>
    <message>
        <source>Rev-Acc</source>
        <translation>Rev-Acc</translation>
    </message>
    <message>
        <source>Com-Acc</source>
        <translation>Com-Acc</translation>
    </message>
    <message>
        <source>Opened on</source>
        <translation>Eröffnet am</translation>
    </message>
</context>
<context>
    <name>alluse::models::LedgerModel</name>
    <message>
        <source>%1 (reversed)</source>
        <translation>%1 (storniert)</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>From or to</source>
        <translation>Von oder an</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Buchung</translation>
    </message>
    <message>
        <source>Sleeve</source>
        <translation>Topf</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>Recorded (UTC)</source>
        <translation>Erfasst (UTC)</translation>
    </message>
</context>
<context>
    <name>alluse::panels::ChartPanel</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · paused</source>
        <translation>%1 · angehalten</translation>
    </message>
    <message>
        <source>Last %1</source>
        <translation>Letzte %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Waiting for the first sample.</source>
        <translation>Warten auf den ersten Messwert.</translation>
    </message>
</context>
<context>
    <name>alluse::panels::DockHost</name>
    <message>
        <source>Right click or press the menu key for range, pause and placement.</source>
        <translation>Rechtsklick oder Menütaste: Zeitraum, Anhalten und Platz.</translation>
    </message>
    <message>
        <source>Dock</source>
        <translation>Andocken</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>alluse::panels::LatencyPanel</name>
    <message>
        <source>Latency</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Nothing was done in this time. Search or post, and it appears within a second.</source>
        <translation>In dieser Zeit geschah nichts. Suchen oder buchen Sie, es erscheint binnen einer Sekunde.</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
</context>
<context>
    <name>alluse::panels::OperationsPanel</name>
    <message>
        <source>Operations</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>je Sekunde</translation>
    </message>
    <message>
        <source>Nothing was done in this time. Search or post, and it appears within a second.</source>
        <translation>In dieser Zeit geschah nichts. Suchen oder buchen Sie, es erscheint binnen einer Sekunde.</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Abfragen</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Openings</source>
        <translation>Eröffnungen</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Closings</source>
        <translation>Schließungen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::AccountDetailsPane</name>
    <message>
        <source>No account selected</source>
        <translation>Kein Konto ausgewählt</translation>
    </message>
    <message>
        <source>Select an account in the table to see its figures and postings.</source>
        <translation>Wählen Sie ein Konto in der Tabelle, um Zahlen und Buchungen zu sehen.</translation>
    </message>
    <message>
        <source>Balance, USD</source>
        <translation>Saldo, USD</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Cash buffer</source>
        <translation>Barpuffer</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>Surplus</source>
        <translation>Überschuss</translation>
    </message>
    <message>
        <source>Next fork</source>
        <translation>Nächster Fork</translation>
    </message>
    <message>
        <source>Equity, USD</source>
        <translation>Vermögen, USD</translation>
    </message>
    <message>
        <source>Latest postings</source>
        <translation>Letzte Buchungen</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Post…</source>
        <translation>Buchen…</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Umbuchen…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Show account</source>
        <translation>Konto zeigen</translation>
    </message>
    <message>
        <source>This account is no longer in the database.</source>
        <translation>Dieses Konto ist nicht mehr in der Datenbank.</translation>
    </message>
    <message>
        <source>forked from %1</source>
        <translation>abgezweigt von %1</translation>
    </message>
    <message>
        <source>depth %1</source>
        <translation>Tiefe %1</translation>
    </message>
    <message>
        <source>Cash buffer %1</source>
        <translation>Barpuffer %1</translation>
    </message>
    <message>
        <source>The surplus has reached %1: a fork is due.</source>
        <translation>Der Überschuss hat %1 erreicht: ein Fork ist fällig.</translation>
    </message>
    <message>
        <source>Nothing has been posted yet.</source>
        <translation>Noch ist nichts gebucht.</translation>
    </message>
    <message>
        <source>Target weekly return</source>
        <translation>Zielrendite je Woche</translation>
    </message>
    <message>
        <source>Delta range</source>
        <translation>Deltabereich</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Contracts and LEAPS</source>
        <translation>Kontrakte und LEAPS</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Maximum drawdown</source>
        <translation>Maximaler Rückgang</translation>
    </message>
    <message>
        <source>Withdrawals</source>
        <translation>Auszahlungen</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>Forking</source>
        <translation>Fork</translation>
    </message>
    <message>
        <source>at a surplus of %1</source>
        <translation>ab einem Überschuss von %1</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Account details</source>
        <translation>Kontodetails</translation>
    </message>
    <message>
        <source>More commands for this account</source>
        <translation>Weitere Befehle für dieses Konto</translation>
    </message>
    <message>
        <source>%1 to go.</source>
        <translation>noch %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 to go: about %n week(s) at the target of %2 a week.</source>
        <translation>
            <numerusform>noch %1: etwa %n Woche beim Ziel von %2 je Woche.</numerusform>
            <numerusform>noch %1: etwa %n Wochen beim Ziel von %2 je Woche.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alluse::ui::AccountFilter</name>
    <message>
        <source>Show accounts</source>
        <translation>Konten zeigen</translation>
    </message>
    <message>
        <source>Balance &amp;from</source>
        <translation>Saldo &amp;von</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;bis</translation>
    </message>
    <message>
        <source>Enter an amount such as %1.</source>
        <translation>Geben Sie einen Betrag ein, zum Beispiel %1.</translation>
    </message>
    <message>
        <source>Family: %1</source>
        <translation>Familie: %1</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Art: %1</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>Status: %1</translation>
    </message>
    <message>
        <source>Balance ≥ %1</source>
        <translation>Saldo ≥ %1</translation>
    </message>
    <message>
        <source>Balance ≤ %1</source>
        <translation>Saldo ≤ %1</translation>
    </message>
    <message>
        <source>&amp;Balance range…</source>
        <translation>&amp;Saldobereich…</translation>
    </message>
</context>
<context>
    <name>alluse::ui::AccountsPage</name>
    <message>
        <source>Load accounts</source>
        <translation>Konten laden</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Search accounts, clients, ids</source>
        <translation>Konten, Kunden, Nummern suchen</translation>
    </message>
    <message>
        <source>There are no accounts yet</source>
        <translation>Noch gibt es keine Konten</translation>
    </message>
    <message>
        <source>A family opens with three accounts: Gen-Acc, Rev-Acc and Com-Acc.</source>
        <translation>Eine Familie beginnt mit drei Konten: Gen-Acc, Rev-Acc und Com-Acc.</translation>
    </message>
    <message>
        <source>No account matches</source>
        <translation>Kein Konto passt</translation>
    </message>
    <message>
        <source>Accounts or details</source>
        <translation>Konten oder Details</translation>
    </message>
    <message>
        <source>Try fewer words, or take filters away. The search also knows type:gen, status:closed, &gt;50,000 and 10,000..20,000.</source>
        <translation>Versuchen Sie weniger Wörter, oder nehmen Sie Filter weg. Die Suche kennt auch art:gen, status:geschlossen, &gt;50.000 und 10.000..20.000.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::AnalysisPlots</name>
    <message>
        <source>Needs %1 weeks of history.</source>
        <translation>Braucht %1 Wochen Verlauf.</translation>
    </message>
    <message>
        <source>n/a, needs %1 weeks</source>
        <translation>n. v., braucht %1 Wochen</translation>
    </message>
    <message>
        <source>n/a, needs %1 days</source>
        <translation>n. v., braucht %1 Tage</translation>
    </message>
    <message>
        <source>n/a, needs a trade</source>
        <translation>n. v., braucht ein Geschäft</translation>
    </message>
    <message>
        <source>n/a, no loss yet</source>
        <translation>n. v., noch kein Verlust</translation>
    </message>
    <message>
        <source>insufficient peers</source>
        <translation>zu wenige Vergleichskonten</translation>
    </message>
    <message>
        <source>n/a, no drawdown yet</source>
        <translation>n. v., noch kein Rückgang</translation>
    </message>
    <message>
        <source>n/a, returns do not differ</source>
        <translation>n. v., Renditen ohne Streuung</translation>
    </message>
    <message>
        <source>n/a, no buffer</source>
        <translation>n. v., kein Puffer</translation>
    </message>
    <message>
        <source>none, no growth</source>
        <translation>keine, kein Wachstum</translation>
    </message>
    <message>
        <source>n/a, no equity</source>
        <translation>n. v., kein Vermögen</translation>
    </message>
    <message>
        <source>Equity, USD</source>
        <translation>Vermögen, USD</translation>
    </message>
    <message>
        <source>The line starts with the first posting.</source>
        <translation>Die Linie beginnt mit der ersten Buchung.</translation>
    </message>
    <message>
        <source>Equity</source>
        <translation>Vermögen</translation>
    </message>
    <message>
        <source>Start at target</source>
        <translation>Anfang nach Ziel</translation>
    </message>
    <message>
        <source>Baseline now</source>
        <translation>Basis jetzt</translation>
    </message>
    <message>
        <source>Weekly returns</source>
        <translation>Wochenrenditen</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rendite</translation>
    </message>
    <message>
        <source>target %1 %</source>
        <translation>Ziel %1 %</translation>
    </message>
    <message>
        <source>on target: %1</source>
        <translation>im Ziel: %1</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>Rückgang</translation>
    </message>
    <message>
        <source>limit %1 %</source>
        <translation>Grenze %1 %</translation>
    </message>
    <message>
        <source>deepest %1</source>
        <translation>tiefster %1</translation>
    </message>
    <message>
        <source>Distribution of weekly returns</source>
        <translation>Verteilung der Wochenrenditen</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>VaR 95 %</source>
        <translation>VaR 95 %</translation>
    </message>
    <message>
        <source>VaR 95 %1, CVaR %2%3</source>
        <translation>VaR 95 %1, CVaR %2%3</translation>
    </message>
    <message>
        <source> (parametric)</source>
        <translation> (parametrisch)</translation>
    </message>
    <message>
        <source>Sharpe and volatility, 12 weeks rolling</source>
        <translation>Sharpe und Volatilität, gleitend über 12 Wochen</translation>
    </message>
    <message>
        <source>Sharpe</source>
        <translation>Sharpe</translation>
    </message>
    <message>
        <source>Volatility, %</source>
        <translation>Volatilität, %</translation>
    </message>
    <message>
        <source>Sharpe %1</source>
        <translation>Sharpe %1</translation>
    </message>
    <message>
        <source>The coming 52 weeks, USD</source>
        <translation>Die kommenden 52 Wochen, USD</translation>
    </message>
    <message>
        <source>80 % of paths</source>
        <translation>80 % der Verläufe</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>At target</source>
        <translation>Nach Ziel</translation>
    </message>
    <message>
        <source>Premium by symbol, USD</source>
        <translation>Prämien nach Symbol, USD</translation>
    </message>
    <message>
        <source>No premium in this window.</source>
        <translation>Keine Prämie in diesem Zeitraum.</translation>
    </message>
    <message>
        <source>Premium</source>
        <translation>Prämie</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>ohne Angabe</translation>
    </message>
    <message>
        <source>win rate %1, profit factor %2</source>
        <translation>Trefferquote %1, Gewinnfaktor %2</translation>
    </message>
    <message>
        <source>Equity by type, USD</source>
        <translation>Vermögen nach Art, USD</translation>
    </message>
    <message>
        <source>The book holds no posting yet.</source>
        <translation>Der Bestand enthält noch keine Buchung.</translation>
    </message>
    <message>
        <source>Allocation against target</source>
        <translation>Aufteilung gegen Ziel</translation>
    </message>
    <message>
        <source>The book holds no money yet.</source>
        <translation>Der Bestand enthält noch kein Geld.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>As allocated at openings</source>
        <translation>Wie bei Eröffnung aufgeteilt</translation>
    </message>
    <message>
        <source>Accounts by status</source>
        <translation>Konten nach Status</translation>
    </message>
    <message>
        <source>No account is open yet.</source>
        <translation>Noch ist kein Konto eröffnet.</translation>
    </message>
    <message>
        <source>%1 accounts in %2 families</source>
        <translation>%1 Konten in %2 Familien</translation>
    </message>
    <message>
        <source>Growth by source, USD a week</source>
        <translation>Wachstum nach Herkunft, USD je Woche</translation>
    </message>
    <message>
        <source>Nothing was posted in this window.</source>
        <translation>In diesem Zeitraum wurde nichts gebucht.</translation>
    </message>
    <message>
        <source>Premiums</source>
        <translation>Prämien</translation>
    </message>
    <message>
        <source>Assignments, fees</source>
        <translation>Andienungen, Gebühren</translation>
    </message>
    <message>
        <source>Deposits, withdrawals</source>
        <translation>Ein- und Auszahlungen</translation>
    </message>
    <message>
        <source>Equity by account, USD</source>
        <translation>Vermögen nach Konto, USD</translation>
    </message>
    <message>
        <source>No account holds money.</source>
        <translation>Kein Konto hält Geld.</translation>
    </message>
    <message>
        <source>Drift from the configured shares, points</source>
        <translation>Abweichung von den eingestellten Anteilen, Punkte</translation>
    </message>
    <message>
        <source>The family holds no money.</source>
        <translation>Die Familie hält kein Geld.</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>What growth brought the Com-Acc, USD</source>
        <translation>Was Wachstum dem Com-Acc brachte, USD</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Erhalten</translation>
    </message>
    <message>
        <source>by forks</source>
        <translation>durch Forks</translation>
    </message>
    <message>
        <source>by merges</source>
        <translation>durch Zusammenführungen</translation>
    </message>
    <message>
        <source>doubles in %1 weeks</source>
        <translation>verdoppelt sich in %1 Wochen</translation>
    </message>
    <message>
        <source>Mean weekly return among peers</source>
        <translation>Mittlere Wochenrendite im Vergleich</translation>
    </message>
    <message>
        <source>Needs accounts with 12 weeks of history.</source>
        <translation>Braucht Konten mit 12 Wochen Verlauf.</translation>
    </message>
    <message>
        <source>percentile from left to right</source>
        <translation>Perzentil von links nach rechts</translation>
    </message>
    <message>
        <source>Risk score by family, the highest account</source>
        <translation>Risiko nach Familie, höchstes Konto</translation>
    </message>
    <message>
        <source>Needs accounts with 8 weeks of history.</source>
        <translation>Braucht Konten mit 8 Wochen Verlauf.</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>Top movers of the last seven days, USD</source>
        <translation>Größte Bewegungen der letzten sieben Tage, USD</translation>
    </message>
    <message>
        <source>Nothing moved.</source>
        <translation>Nichts hat sich bewegt.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>alluse::ui::AnalyticsPage</name>
    <message>
        <source>&amp;Statement…</source>
        <translation>Au&amp;szug…</translation>
    </message>
    <message>
        <source>Views of the analysis</source>
        <translation>Ansichten der Auswertung</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Whole life</source>
        <translation>Gesamte Dauer</translation>
    </message>
    <message>
        <source>%1 weeks</source>
        <translation>%1 Wochen</translation>
    </message>
    <message>
        <source>Account id or reference</source>
        <translation>Kontonummer oder Referenz</translation>
    </message>
    <message>
        <source>Rankings</source>
        <translation>Ranglisten</translation>
    </message>
    <message>
        <source>Risk board</source>
        <translation>Risikotafel</translation>
    </message>
    <message>
        <source>Analyse the book</source>
        <translation>Bestand auswerten</translation>
    </message>
    <message>
        <source>Analyse an account</source>
        <translation>Konto auswerten</translation>
    </message>
    <message>
        <source>Rank accounts</source>
        <translation>Konten einstufen</translation>
    </message>
    <message>
        <source>Equity</source>
        <translation>Vermögen</translation>
    </message>
    <message>
        <source>Premiums</source>
        <translation>Prämien</translation>
    </message>
    <message>
        <source>Assignments</source>
        <translation>Andienungen</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Eingezahlt</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Ausgezahlt</translation>
    </message>
    <message>
        <source>Fees, corrections</source>
        <translation>Gebühren, Korrekturen</translation>
    </message>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
    <message>
        <source>drawdown</source>
        <translation>Rückgang</translation>
    </message>
    <message>
        <source>volatility</source>
        <translation>Volatilität</translation>
    </message>
    <message>
        <source>value at risk</source>
        <translation>Value at Risk</translation>
    </message>
    <message>
        <source>buffer</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>LEAPS</source>
        <translation>LEAPS</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rendite</translation>
    </message>
    <message>
        <source>CAGR</source>
        <translation>CAGR</translation>
    </message>
    <message>
        <source>Volatility</source>
        <translation>Volatilität</translation>
    </message>
    <message>
        <source>Sharpe</source>
        <translation>Sharpe</translation>
    </message>
    <message>
        <source>Sortino</source>
        <translation>Sortino</translation>
    </message>
    <message>
        <source>Calmar</source>
        <translation>Calmar</translation>
    </message>
    <message>
        <source>Drawdown now</source>
        <translation>Rückgang jetzt</translation>
    </message>
    <message>
        <source>Target ratio</source>
        <translation>Zielverhältnis</translation>
    </message>
    <message>
        <source>Weeks to fork</source>
        <translation>Wochen bis Fork</translation>
    </message>
    <message>
        <source>at target: %1</source>
        <translation>nach Ziel: %1</translation>
    </message>
    <message>
        <source>Weeks to merge</source>
        <translation>Wochen bis Zusammenführung</translation>
    </message>
    <message>
        <source>Buffer coverage</source>
        <translation>Pufferdeckung</translation>
    </message>
    <message>
        <source>Premium yield</source>
        <translation>Prämienrendite</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Open accounts</source>
        <translation>Offene Konten</translation>
    </message>
    <message>
        <source>Below target</source>
        <translation>Unter Ziel</translation>
    </message>
    <message>
        <source>Critical risk</source>
        <translation>Kritisches Risiko</translation>
    </message>
    <message>
        <source>Export chart</source>
        <translation>Diagramm exportieren</translation>
    </message>
    <message>
        <source>Pictures and values (*.png *.svg *.csv)</source>
        <translation>Bilder und Werte (*.png *.svg *.csv)</translation>
    </message>
    <message>
        <source>The chart cannot be written to %1.</source>
        <translation>Das Diagramm kann nicht nach %1 geschrieben werden.</translation>
    </message>
    <message>
        <source>Chart exported to %1.</source>
        <translation>Diagramm nach %1 exportiert.</translation>
    </message>
    <message>
        <source>Find an account</source>
        <translation>Konto suchen</translation>
    </message>
    <message>
        <source>There is no account %1.</source>
        <translation>Es gibt kein Konto %1.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::Banner</name>
    <message>
        <source>&amp;Retry</source>
        <translation>Er&amp;neut versuchen</translation>
    </message>
    <message>
        <source>&amp;Retry (%1 s)</source>
        <translation>&amp;Erneut versuchen (%1 s)</translation>
    </message>
</context>
<context>
    <name>alluse::ui::BulkGrowthDialog</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Will run</source>
        <translation>Wird ausgeführt</translation>
    </message>
    <message>
        <source>Done before</source>
        <translation>Schon früher erledigt</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Nicht möglich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Fork all eligible accounts</source>
        <translation>Alle bereiten Konten forken</translation>
    </message>
    <message>
        <source>Merge all ready branches</source>
        <translation>Alle bereiten Zweige zusammenführen</translation>
    </message>
    <message>
        <source>Run all due reinvestments</source>
        <translation>Alle fälligen Reinvestitionen ausführen</translation>
    </message>
    <message>
        <source>Nothing is written before you press the button.</source>
        <translation>Bevor Sie auf die Schaltfläche drücken, wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>What happens to each account</source>
        <translation>Was mit jedem Konto geschieht</translation>
    </message>
    <message>
        <source>&amp;Fork 1 account</source>
        <translation>1 Konto &amp;forken</translation>
    </message>
    <message>
        <source>&amp;Fork %1 accounts</source>
        <translation>%1 Konten &amp;forken</translation>
    </message>
    <message>
        <source>&amp;Merge 1 branch</source>
        <translation>1 Zweig &amp;zusammenführen</translation>
    </message>
    <message>
        <source>&amp;Merge %1 branches</source>
        <translation>%1 Zweige &amp;zusammenführen</translation>
    </message>
    <message>
        <source>&amp;Run 1 reinvestment</source>
        <translation>1 Reinvestition &amp;ausführen</translation>
    </message>
    <message>
        <source>&amp;Run %1 reinvestments</source>
        <translation>%1 Reinvestitionen &amp;ausführen</translation>
    </message>
    <message>
        <source>Run for all that are due</source>
        <translation>Für alle fälligen ausführen</translation>
    </message>
    <message>
        <source>Looking at what is due…</source>
        <translation>Es wird nachgesehen, was fällig ist…</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Wird ausgeführt…</translation>
    </message>
    <message>
        <source>Preview of many</source>
        <translation>Vorschau für viele</translation>
    </message>
    <message>
        <source>%1 of %2 will run, %3 in all.</source>
        <translation>%1 von %2 werden ausgeführt, zusammen %3.</translation>
    </message>
    <message>
        <source>%1 done, %2 in all.</source>
        <translation>%1 erledigt, zusammen %2.</translation>
    </message>
    <message>
        <source>%1 were done before.</source>
        <translation>%1 waren schon früher erledigt.</translation>
    </message>
    <message>
        <source>%1 wait.</source>
        <translation>%1 warten.</translation>
    </message>
    <message>
        <source>%1 are not possible.</source>
        <translation>%1 sind nicht möglich.</translation>
    </message>
    <message>
        <source>%1 failed.</source>
        <translation>%1 fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Stopped before the end; press the button to go on.</source>
        <translation>Vor dem Ende angehalten; drücken Sie die Schaltfläche, um fortzufahren.</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Nichts ist fällig.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It did not come to an end. What was done stays done and is not done twice.</source>
        <translation>Es kam nicht zum Ende. Was erledigt ist, bleibt erledigt und geschieht nicht noch einmal.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::CalendarDelegate</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>alluse::ui::CalendarModel</name>
    <message>
        <source>weekly</source>
        <translation>wöchentlich</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>monatlich</translation>
    </message>
    <message>
        <source>quarterly</source>
        <translation>vierteljährlich</translation>
    </message>
    <message>
        <source>yearly</source>
        <translation>jährlich</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ChangeTable</name>
    <message>
        <source>What will change</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ChipBar</name>
    <message>
        <source>Remove filter %1</source>
        <translation>Filter %1 wegnehmen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::CommandDialog</name>
    <message>
        <source>Saving…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Ask how a command ended</source>
        <translation>Ausgang eines Auftrags erfragen</translation>
    </message>
    <message>
        <source>The database cannot be reached, so the form cannot be filled yet.</source>
        <translation>Die Datenbank ist nicht erreichbar; das Formular kann noch nicht gefüllt werden.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>alluse::ui::DatabaseDialog</name>
    <message>
        <source>Open a database</source>
        <translation>Datenbank öffnen</translation>
    </message>
    <message>
        <source>A file on this computer, or a PostgreSQL server. Passwords are never stored.</source>
        <translation>Eine Datei auf diesem Rechner oder ein PostgreSQL-Server. Passwörter werden nie gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Open database</source>
        <translation>Datenbank ö&amp;ffnen</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Neues Profil</translation>
    </message>
    <message>
        <source>File on this computer (SQLite)</source>
        <translation>Datei auf diesem Rechner (SQLite)</translation>
    </message>
    <message>
        <source>Server (PostgreSQL)</source>
        <translation>Server (PostgreSQL)</translation>
    </message>
    <message>
        <source>Create the file when it does not exist</source>
        <translation>Datei anlegen, wenn sie fehlt</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen…</translation>
    </message>
    <message>
        <source>Saved &amp;profile</source>
        <translation>Gespeichertes &amp;Profil</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>Ar&amp;t</translation>
    </message>
    <message>
        <source>Profile &amp;name</source>
        <translation>Profil&amp;name</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Host</translation>
    </message>
    <message>
        <source>Po&amp;rt</source>
        <translation>Po&amp;rt</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>Daten&amp;bank</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>Benut&amp;zer</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>Leave empty to use the server&apos;s own rules or a .pgpass file.</source>
        <translation>Leer lassen, wenn der Server anders prüft oder eine .pgpass-Datei da ist.</translation>
    </message>
    <message>
        <source>&amp;Test connection</source>
        <translation>&amp;Verbindung testen</translation>
    </message>
    <message>
        <source>Choose the file of the database.</source>
        <translation>Wählen Sie die Datei der Datenbank.</translation>
    </message>
    <message>
        <source>Name the database on the server.</source>
        <translation>Nennen Sie die Datenbank auf dem Server.</translation>
    </message>
    <message>
        <source>Choose a database file</source>
        <translation>Datenbankdatei wählen</translation>
    </message>
    <message>
        <source>Databases (*.db *.sqlite *.sqlite3);;All files (*)</source>
        <translation>Datenbanken (*.db *.sqlite *.sqlite3);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Test a connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Connected: %1 %2, schema %3 of %4.</source>
        <translation>Verbunden: %1 %2, Schema %3 von %4.</translation>
    </message>
    <message>
        <source>No connection. %1</source>
        <translation>Keine Verbindung. %1</translation>
    </message>
</context>
<context>
    <name>alluse::ui::DateEdit</name>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>JJJJ-MM-TT</translation>
    </message>
    <message>
        <source>Choose from a calendar</source>
        <translation>Aus dem Kalender wählen</translation>
    </message>
    <message>
        <source>Choose from a calendar (F4)</source>
        <translation>Aus dem Kalender wählen (F4)</translation>
    </message>
    <message>
        <source>Enter a date as year, month, day: 2026-01-31.</source>
        <translation>Geben Sie ein Datum als Jahr, Monat, Tag ein: 2026-01-31.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::DeferDialog</name>
    <message>
        <source>Call it off instead</source>
        <translation>Stattdessen absagen</translation>
    </message>
    <message>
        <source>Put off the reinvestment of %1</source>
        <translation>Reinvestition von %1 verschieben</translation>
    </message>
    <message>
        <source>It was due on %1. What is not used carries over.</source>
        <translation>Sie war am %1 fällig. Was nicht genutzt wird, wird vorgetragen.</translation>
    </message>
    <message>
        <source>&amp;Put off</source>
        <translation>&amp;Verschieben</translation>
    </message>
    <message>
        <source>&amp;New day</source>
        <translation>&amp;Neuer Tag</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>&amp;Call off</source>
        <translation>&amp;Absagen</translation>
    </message>
    <message>
        <source>Choose a day after %1.</source>
        <translation>Wählen Sie einen Tag nach dem %1.</translation>
    </message>
    <message>
        <source>Say why it does not happen on its day.</source>
        <translation>Sagen Sie, warum es nicht am vorgesehenen Tag geschieht.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Call off a reinvestment</source>
        <translation>Reinvestition absagen</translation>
    </message>
    <message>
        <source>Put off a reinvestment</source>
        <translation>Reinvestition verschieben</translation>
    </message>
</context>
<context>
    <name>alluse::ui::EquityChart</name>
    <message>
        <source>Balance over time</source>
        <translation>Saldo über die Zeit</translation>
    </message>
    <message>
        <source>The line starts with the second posting day.</source>
        <translation>Die Linie beginnt mit dem zweiten Buchungstag.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ExportDialog</name>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>The file gets the columns that are shown, in the order and with the filters of the page.</source>
        <translation>Die Datei erhält die sichtbaren Spalten, in der Reihenfolge und mit den Filtern der Seite.</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>All rows shown</source>
        <translation>Alle gezeigten Zeilen</translation>
    </message>
    <message>
        <source>The 1 row shown</source>
        <translation>Die gezeigte Zeile</translation>
    </message>
    <message>
        <source>All %1 rows shown</source>
        <translation>Alle %1 gezeigten Zeilen</translation>
    </message>
    <message>
        <source>The selected row</source>
        <translation>Die ausgewählte Zeile</translation>
    </message>
    <message>
        <source>The %1 selected rows</source>
        <translation>Die %1 ausgewählten Zeilen</translation>
    </message>
    <message>
        <source>Workbook (.xlsx)</source>
        <translation>Arbeitsmappe (.xlsx)</translation>
    </message>
    <message>
        <source>Comma-separated text (.csv)</source>
        <translation>Text mit Kommas (.csv)</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>&amp;Zeilen</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>Fi&amp;le</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx);;Text files (*.csv);;All files (*)</source>
        <translation>Arbeitsmappen (*.xlsx);;Textdateien (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Name the file to write.</source>
        <translation>Nennen Sie die Datei, die geschrieben werden soll.</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Wird exportiert…</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>Der Export wurde abgebrochen; es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::FamiliesPage</name>
    <message>
        <source>Load families</source>
        <translation>Familien laden</translation>
    </message>
    <message>
        <source>Search families, clients, ids</source>
        <translation>Familien, Kunden, Nummern suchen</translation>
    </message>
    <message>
        <source>There are no families yet</source>
        <translation>Noch gibt es keine Familien</translation>
    </message>
    <message>
        <source>A family holds the accounts of one client and grows by forks.</source>
        <translation>Eine Familie hält die Konten eines Kunden und wächst durch Forks.</translation>
    </message>
    <message>
        <source>No family matches</source>
        <translation>Keine Familie passt</translation>
    </message>
    <message>
        <source>Try fewer or shorter words.</source>
        <translation>Suchen Sie mit weniger oder kürzeren Wörtern.</translation>
    </message>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
</context>
<context>
    <name>alluse::ui::FamilyTreeDialog</name>
    <message>
        <source>Family tree of %1</source>
        <translation>Stammbaum von %1</translation>
    </message>
    <message>
        <source>Family tree as a table</source>
        <translation>Stammbaum als Tabelle</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Opened on</source>
        <translation>Eröffnet am</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>Geschlossen am</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>&amp;Bild</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabelle</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>&amp;Closed accounts</source>
        <translation>&amp;Geschlossene Konten</translation>
    </message>
    <message>
        <source>&amp;Replay</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>Replay the family&apos;s life</source>
        <translation>Das Leben der Familie abspielen</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern unter…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Load a family tree</source>
        <translation>Stammbaum laden</translation>
    </message>
    <message>
        <source>The family does not exist any more.</source>
        <translation>Die Familie gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Save the family tree</source>
        <translation>Stammbaum speichern</translation>
    </message>
    <message>
        <source>Picture, scalable (*.svg)</source>
        <translation>Bild, skalierbar (*.svg)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>The file %1 could not be written. Choose another folder.</source>
        <translation>Die Datei %1 konnte nicht geschrieben werden. Wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::FanChart</name>
    <message>
        <source>Value of the family over the coming years</source>
        <translation>Wert der Familie in den kommenden Jahren</translation>
    </message>
    <message>
        <source>Enter a capital to see what becomes of it.</source>
        <translation>Geben Sie ein Kapital ein, um zu sehen, was daraus wird.</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 Jahre</translation>
    </message>
    <message>
        <source>Blue strokes: forks · green strokes: merges · band: eight of ten random paths</source>
        <translation>Blaue Striche: Forks · grüne Striche: Zusammenführungen · Band: acht von zehn Zufallspfaden</translation>
    </message>
    <message>
        <source>Week %1: %2</source>
        <translation>Woche %1: %2</translation>
    </message>
    <message>
        <source>Gen %1 · Rev %2 · Com %3</source>
        <translation>Gen %1 · Rev %2 · Com %3</translation>
    </message>
    <message>
        <source>80 % of the paths: %1 to %2</source>
        <translation>80 % der Pfade: %1 bis %2</translation>
    </message>
</context>
<context>
    <name>alluse::ui::FigureRows</name>
    <message>
        <source>%1 low</source>
        <translation>%1 niedrig</translation>
    </message>
    <message>
        <source>%1 medium</source>
        <translation>%1 mittel</translation>
    </message>
    <message>
        <source>%1 high</source>
        <translation>%1 hoch</translation>
    </message>
    <message>
        <source>%1 critical</source>
        <translation>%1 kritisch</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Equity</source>
        <translation>Vermögen</translation>
    </message>
    <message>
        <source>Seven days</source>
        <translation>Sieben Tage</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rendite</translation>
    </message>
    <message>
        <source>Mean week</source>
        <translation>Mittlere Woche</translation>
    </message>
    <message>
        <source>Target ratio</source>
        <translation>Zielverhältnis</translation>
    </message>
    <message>
        <source>Volatility</source>
        <translation>Volatilität</translation>
    </message>
    <message>
        <source>Sharpe</source>
        <translation>Sharpe</translation>
    </message>
    <message>
        <source>Drawdown</source>
        <translation>Rückgang</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ForkDialog</name>
    <message>
        <source>Fork in spite of the cooling time or the daily limit</source>
        <translation>Trotz Wartezeit oder Tagesgrenze forken</translation>
    </message>
    <message>
        <source>Fork account %1</source>
        <translation>Konto %1 forken</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>&amp;Fork account</source>
        <translation>Konto &amp;forken</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Preview a fork</source>
        <translation>Fork-Vorschau</translation>
    </message>
    <message>
        <source>Fork %1</source>
        <translation>%1 forken</translation>
    </message>
    <message>
        <source>Surplus %1 over the baseline of %2</source>
        <translation>Überschuss %1 über der Basis von %2</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Nichts steht im Weg.</translation>
    </message>
    <message>
        <source>The parent forks again in %1 at its mean of twelve weeks, in %2 at its target.</source>
        <translation>Das Ausgangskonto forkt wieder in %1 bei seinem Mittel von zwölf Wochen, in %2 bei seinem Ziel.</translation>
    </message>
    <message>
        <source>The parent forks again in %1 at its target.</source>
        <translation>Das Ausgangskonto forkt wieder in %1 bei seinem Ziel.</translation>
    </message>
    <message>
        <source>Say why the account is forked.</source>
        <translation>Sagen Sie, warum das Konto geforkt wird.</translation>
    </message>
    <message>
        <source>The surplus has reached the threshold</source>
        <translation>Der Überschuss hat die Schwelle erreicht</translation>
    </message>
</context>
<context>
    <name>alluse::ui::FormDialog</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::GrowthLists</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Growing</source>
        <translation>Wächst</translation>
    </message>
    <message>
        <source>Forks next</source>
        <translation>Forkt als Nächstes</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>Wartet auf Freigabe</translation>
    </message>
    <message>
        <source>Waits for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>opened %1</source>
        <translation>hat %1 eröffnet</translation>
    </message>
    <message>
        <source>from 1 account</source>
        <translation>aus 1 Konto</translation>
    </message>
    <message>
        <source>from %1 accounts</source>
        <translation>aus %1 Konten</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Surplus</source>
        <translation>Überschuss</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt noch</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Next fork</source>
        <translation>Nächster Fork</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Zweig</translation>
    </message>
    <message>
        <source>Branch value</source>
        <translation>Wert des Zweigs</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Blocked: %1 not active</source>
        <translation>Blockiert: %1 nicht aktiv</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>Fällig am</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Reinvested</source>
        <translation>Reinvestiert</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>Held: a fork was taken back</source>
        <translation>Angehalten: ein Fork wurde zurückgenommen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::GrowthPage</name>
    <message>
        <source>Lists of growth</source>
        <translation>Wachstumslisten</translation>
    </message>
    <message>
        <source>Forks</source>
        <translation>Forks</translation>
    </message>
    <message>
        <source>Merges</source>
        <translation>Zusammenführungen</translation>
    </message>
    <message>
        <source>Reinvestments</source>
        <translation>Reinvestitionen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>A&amp;pprove</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>Put &amp;off…</source>
        <translation>Ver&amp;schieben…</translation>
    </message>
    <message>
        <source>Family &amp;tree…</source>
        <translation>Stamm&amp;baum…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;What if…</source>
        <translation>&amp;Was wäre wenn…</translation>
    </message>
    <message>
        <source>Load fork candidates</source>
        <translation>Fork-Kandidaten laden</translation>
    </message>
    <message>
        <source>Load merge candidates</source>
        <translation>Kandidaten für Zusammenführungen laden</translation>
    </message>
    <message>
        <source>Load due reinvestments</source>
        <translation>Fällige Reinvestitionen laden</translation>
    </message>
    <message>
        <source>Load the history of growth</source>
        <translation>Verlauf des Wachstums laden</translation>
    </message>
    <message>
        <source>Count what is ready</source>
        <translation>Zählen, was bereit ist</translation>
    </message>
    <message>
        <source>%1 · %2 ready</source>
        <translation>%1 · %2 bereit</translation>
    </message>
    <message>
        <source>&amp;Fork…</source>
        <translation>&amp;Forken…</translation>
    </message>
    <message>
        <source>Fork &amp;all…</source>
        <translation>&amp;Alle forken…</translation>
    </message>
    <message>
        <source>&amp;Merge…</source>
        <translation>&amp;Zusammenführen…</translation>
    </message>
    <message>
        <source>Merge &amp;all…</source>
        <translation>&amp;Alle zusammenführen…</translation>
    </message>
    <message>
        <source>&amp;Reinvest…</source>
        <translation>&amp;Reinvestieren…</translation>
    </message>
    <message>
        <source>Run &amp;all…</source>
        <translation>&amp;Alle ausführen…</translation>
    </message>
    <message>
        <source>Ta&amp;ke back…</source>
        <translation>&amp;Zurücknehmen…</translation>
    </message>
    <message>
        <source>No account is on its way to a fork</source>
        <translation>Kein Konto ist auf dem Weg zu einem Fork</translation>
    </message>
    <message>
        <source>A Gen-Acc appears here once its policy lets it fork.</source>
        <translation>Ein Gen-Acc erscheint hier, sobald seine Regeln einen Fork erlauben.</translation>
    </message>
    <message>
        <source>No branch can merge yet</source>
        <translation>Noch kann kein Zweig zusammengeführt werden</translation>
    </message>
    <message>
        <source>A branch begins with the first account that a fork opens.</source>
        <translation>Ein Zweig beginnt mit dem ersten Konto, das ein Fork eröffnet.</translation>
    </message>
    <message>
        <source>No reinvestment is due</source>
        <translation>Keine Reinvestition ist fällig</translation>
    </message>
    <message>
        <source>Rows appear on the due day of accounts that have earned something.</source>
        <translation>Zeilen erscheinen am Fälligkeitstag von Konten, die etwas verdient haben.</translation>
    </message>
    <message>
        <source>Nothing has forked or merged yet</source>
        <translation>Noch wurde nichts geforkt oder zusammengeführt</translation>
    </message>
    <message>
        <source>Every fork, merge and reinvestment is kept here.</source>
        <translation>Jeder Fork, jede Zusammenführung und jede Reinvestition bleibt hier stehen.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Approve a reinvestment</source>
        <translation>Reinvestition freigeben</translation>
    </message>
    <message>
        <source>&amp;Release…</source>
        <translation>F&amp;reigeben…</translation>
    </message>
    <message>
        <source>&amp;Calendar</source>
        <translation>&amp;Kalender</translation>
    </message>
    <message>
        <source>Load a month of reinvestments</source>
        <translation>Einen Monat der Reinvestitionen laden</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>%1 ✕</source>
        <translation>%1 ✕</translation>
    </message>
    <message>
        <source>Show all days</source>
        <translation>Alle Tage zeigen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::GrowthSettingsDialog</name>
    <message>
        <source>Growth of %1</source>
        <translation>Wachstum von %1</translation>
    </message>
    <message>
        <source>What happens when a threshold or a day is reached.</source>
        <translation>Was geschieht, wenn eine Schwelle oder ein Tag erreicht ist.</translation>
    </message>
    <message>
        <source>&amp;Save settings</source>
        <translation>Einstellungen &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Forks</source>
        <translation>&amp;Forks</translation>
    </message>
    <message>
        <source>&amp;Merges</source>
        <translation>&amp;Zusammenführungen</translation>
    </message>
    <message>
        <source>&amp;Reinvestments</source>
        <translation>&amp;Reinvestitionen</translation>
    </message>
    <message>
        <source>Read growth settings</source>
        <translation>Wachstumseinstellungen lesen</translation>
    </message>
    <message>
        <source>Save growth settings</source>
        <translation>Wachstumseinstellungen speichern</translation>
    </message>
</context>
<context>
    <name>alluse::ui::GrowthWords</name>
    <message>
        <source>At once</source>
        <translation>Sofort</translation>
    </message>
    <message>
        <source>After approval</source>
        <translation>Nach Freigabe</translation>
    </message>
    <message>
        <source>By hand only</source>
        <translation>Nur von Hand</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Executing</source>
        <translation>Wird ausgeführt</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgesagt</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>Fork</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführung</translation>
    </message>
    <message>
        <source>Reinvestment</source>
        <translation>Reinvestition</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>not at this rate</source>
        <translation>nicht bei dieser Rendite</translation>
    </message>
    <message>
        <source>about %1 years</source>
        <translation>etwa %1 Jahren</translation>
    </message>
    <message>
        <source>about 1 week</source>
        <translation>etwa 1 Woche</translation>
    </message>
    <message>
        <source>about %1 weeks</source>
        <translation>etwa %1 Wochen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::HundredthsEdit</name>
    <message>
        <source>Enter a number such as %1, with at most two decimals.</source>
        <translation>Geben Sie eine Zahl ein, zum Beispiel %1, mit höchstens zwei Nachkommastellen.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ImportDialog</name>
    <message>
        <source>Import a bank file</source>
        <translation>Bankdatei importieren</translation>
    </message>
    <message>
        <source>The file is checked under the real rules first. Nothing is written before you press Import.</source>
        <translation>Die Datei wird zuerst nach den echten Regeln geprüft. Bevor Sie auf Importieren drücken, wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Bank &amp;file</source>
        <translation>&amp;Bankdatei</translation>
    </message>
    <message>
        <source>Text files (*.csv *.txt);;All files (*)</source>
        <translation>Textdateien (*.csv *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Mapping</source>
        <translation>&amp;Zuordnung</translation>
    </message>
    <message>
        <source>Mappings (*.json);;All files (*)</source>
        <translation>Zuordnungen (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>Erste Zeilen</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Zurückgewiesene Zeilen</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Why it is not posted</source>
        <translation>Warum nicht gebucht wird</translation>
    </message>
    <message>
        <source>&amp;Copy rejects</source>
        <translation>Zurückgewiesene &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Save rejects…</source>
        <translation>Zurückgewiesene &amp;speichern…</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse for: %1</source>
        <translation>Durchsuchen nach: %1</translation>
    </message>
    <message>
        <source>C&amp;heck file</source>
        <translation>Datei &amp;prüfen</translation>
    </message>
    <message>
        <source>Choose the file of the bank.</source>
        <translation>Wählen Sie die Datei der Bank.</translation>
    </message>
    <message>
        <source>Choose the mapping that says what its columns mean.</source>
        <translation>Wählen Sie die Zuordnung, die sagt, was ihre Spalten bedeuten.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Check a bank file</source>
        <translation>Bankdatei prüfen</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>The import stopped. %1 Rows that were posted stay posted; import the file again to post the rest.</source>
        <translation>Der Import hielt an. %1 Gebuchte Zeilen bleiben gebucht; importieren Sie die Datei noch einmal, um den Rest zu buchen.</translation>
    </message>
    <message>
        <source>Read %1 · posted %2 · duplicates %3 · refused %4 · bad %5 · accounts opened %6</source>
        <translation>Gelesen %1 · gebucht %2 · doppelt %3 · abgelehnt %4 · fehlerhaft %5 · Konten eröffnet %6</translation>
    </message>
    <message>
        <source>As it would go, nothing is written yet: %1</source>
        <translation>So würde es ausgehen, noch ist nichts geschrieben: %1</translation>
    </message>
    <message>
        <source>Cancelled; what was posted stays posted: %1</source>
        <translation>Abgebrochen; was gebucht ist, bleibt gebucht: %1</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Fertig: %1</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Import %1 rows</source>
        <translation>%1 Zeilen &amp;importieren</translation>
    </message>
    <message>
        <source>Save rejects</source>
        <translation>Zurückgewiesene Zeilen speichern</translation>
    </message>
    <message>
        <source>rejects.csv</source>
        <translation>zurueckgewiesen.csv</translation>
    </message>
    <message>
        <source>The rejects are saved in %1.</source>
        <translation>Die zurückgewiesenen Zeilen stehen in %1.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::LedgerPage</name>
    <message>
        <source>Load postings</source>
        <translation>Buchungen laden</translation>
    </message>
    <message>
        <source>Account: %1</source>
        <translation>Konto: %1</translation>
    </message>
    <message>
        <source>Search notes, accounts, command ids</source>
        <translation>Notizen, Konten, Auftragsnummern suchen</translation>
    </message>
    <message>
        <source>The ledger is empty</source>
        <translation>Das Journal ist leer</translation>
    </message>
    <message>
        <source>Opening a family writes its first postings.</source>
        <translation>Die erste Familie schreibt die ersten Buchungen.</translation>
    </message>
    <message>
        <source>No posting matches</source>
        <translation>Keine Buchung passt</translation>
    </message>
    <message>
        <source>Try fewer words, or take filters away above the table.</source>
        <translation>Suchen Sie mit weniger Wörtern, oder nehmen Sie Filter über der Tabelle weg.</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Art: %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>alluse::ui::MainWindow</name>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Opening the database</source>
        <translation>Die Datenbank wird geöffnet</translation>
    </message>
    <message>
        <source>The database cannot be opened</source>
        <translation>Die Datenbank kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>This page has no filters</source>
        <translation>Diese Seite hat keine Filter</translation>
    </message>
    <message>
        <source>No database is open</source>
        <translation>Keine Datenbank ist geöffnet</translation>
    </message>
    <message>
        <source>The database cannot be reached.</source>
        <translation>Die Datenbank ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>Wachstum</translation>
    </message>
    <message>
        <source>This page has no search</source>
        <translation>Diese Seite hat keine Suche</translation>
    </message>
    <message>
        <source>This page has no search and no columns to choose</source>
        <translation>Diese Seite hat weder Suche noch wählbare Spalten</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>Auswertung</translation>
    </message>
</context>
<context>
    <name>alluse::ui::MergeDialog</name>
    <message>
        <source>I have read the warnings</source>
        <translation>Ich habe die Warnungen gelesen</translation>
    </message>
    <message>
        <source>Merge a root account as well</source>
        <translation>Auch ein Wurzelkonto zusammenführen</translation>
    </message>
    <message>
        <source>Merge into the Com-Acc</source>
        <translation>In das Com-Acc zusammenführen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>&amp;Merge accounts</source>
        <translation>Konten &amp;zusammenführen</translation>
    </message>
    <message>
        <source>Accounts to merge</source>
        <translation>Konten zum Zusammenführen</translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation>&amp;Quellen</translation>
    </message>
    <message>
        <source>Space chooses an account. Each is emptied and closed; its history stays.</source>
        <translation>Die Leertaste wählt ein Konto. Jedes wird geleert und geschlossen; seine Geschichte bleibt.</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Preview a merge</source>
        <translation>Vorschau einer Zusammenführung</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Merge into %1</source>
        <translation>In %1 zusammenführen</translation>
    </message>
    <message>
        <source>%2 leaves 1 account</source>
        <translation>%2 verlässt 1 Konto</translation>
    </message>
    <message>
        <source>%2 leaves %1 accounts</source>
        <translation>%2 verlässt %1 Konten</translation>
    </message>
    <message>
        <source>The branch is worth %1; its threshold is %2</source>
        <translation>Der Zweig ist %1 wert; seine Schwelle ist %2</translation>
    </message>
    <message>
        <source>closes</source>
        <translation>schließt</translation>
    </message>
    <message>
        <source>closes, %1 released</source>
        <translation>schließt, %1 aufgelöst</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Nichts steht im Weg.</translation>
    </message>
    <message>
        <source>The branch has reached its threshold</source>
        <translation>Der Zweig hat seine Schwelle erreicht</translation>
    </message>
    <message>
        <source>Say why the accounts are merged.</source>
        <translation>Sagen Sie, warum die Konten zusammengeführt werden.</translation>
    </message>
    <message>
        <source>Choose at least one account.</source>
        <translation>Wählen Sie mindestens ein Konto.</translation>
    </message>
    <message>
        <source>Merge accounts</source>
        <translation>Konten zusammenführen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::MoneyEdit</name>
    <message>
        <source>Enter an amount.</source>
        <translation>Geben Sie einen Betrag ein.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::NavigationBar</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
</context>
<context>
    <name>alluse::ui::OpenAccountDialog</name>
    <message>
        <source>Open an account</source>
        <translation>Konto eröffnen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>&amp;Open account</source>
        <translation>&amp;Konto eröffnen</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>&amp;Reference</source>
        <translation>&amp;Referenz</translation>
    </message>
    <message>
        <source>Your own number for it; empty lets the database give one.</source>
        <translation>Ihre eigene Nummer; leer vergibt die Datenbank eine.</translation>
    </message>
    <message>
        <source>Openin&amp;g amount, USD</source>
        <translation>&amp;Eröffnungsbetrag, USD</translation>
    </message>
    <message>
        <source>May be empty: the account then opens without money.</source>
        <translation>Darf leer sein: das Konto beginnt dann ohne Geld.</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Read family %1</source>
        <translation>Familie %1 lesen</translation>
    </message>
    <message>
        <source>There is no family %1. Close this form and refresh the list.</source>
        <translation>Es gibt keine Familie %1. Schließen Sie das Formular und laden Sie die Liste neu.</translation>
    </message>
    <message>
        <source>Open an account in %1</source>
        <translation>Konto in %1 eröffnen</translation>
    </message>
    <message>
        <source>%1 accounts open</source>
        <translation>%1 offene Konten</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>Give the account a name.</source>
        <translation>Geben Sie dem Konto einen Namen.</translation>
    </message>
    <message>
        <source>Open an account in family %1</source>
        <translation>Konto in Familie %1 eröffnen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::OpenFamilyDialog</name>
    <message>
        <source>Open a family</source>
        <translation>Familie eröffnen</translation>
    </message>
    <message>
        <source>One client, one capital, three accounts. Nothing is opened before you press the button.</source>
        <translation>Ein Kunde, ein Kapital, drei Konten. Nichts wird eröffnet, bevor Sie den Knopf drücken.</translation>
    </message>
    <message>
        <source>&amp;Open family</source>
        <translation>Familie &amp;eröffnen</translation>
    </message>
    <message>
        <source>C&amp;lient</source>
        <translation>&amp;Kunde</translation>
    </message>
    <message>
        <source>Type a name: an existing client is offered.</source>
        <translation>Tippen Sie einen Namen: vorhandene Kunden werden angeboten.</translation>
    </message>
    <message>
        <source>Client &amp;reference</source>
        <translation>Kunden&amp;referenz</translation>
    </message>
    <message>
        <source>Con&amp;tact</source>
        <translation>Kon&amp;takt</translation>
    </message>
    <message>
        <source>&amp;Family name</source>
        <translation>Name der &amp;Familie</translation>
    </message>
    <message>
        <source>Ca&amp;pital, USD</source>
        <translation>Ka&amp;pital, USD</translation>
    </message>
    <message>
        <source>T&amp;emplate</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Search clients</source>
        <translation>Kunden suchen</translation>
    </message>
    <message>
        <source>Existing client.</source>
        <translation>Vorhandener Kunde.</translation>
    </message>
    <message>
        <source>New client.</source>
        <translation>Neuer Kunde.</translation>
    </message>
    <message>
        <source>Name the client who owns the money.</source>
        <translation>Nennen Sie den Kunden, dem das Geld gehört.</translation>
    </message>
    <message>
        <source>Give the family a name.</source>
        <translation>Geben Sie der Familie einen Namen.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::Pages</name>
    <message>
        <source>Select an account first</source>
        <translation>Zuerst ein Konto auswählen</translation>
    </message>
    <message>
        <source>Select a family or one of its accounts first</source>
        <translation>Zuerst eine Familie oder eines ihrer Konten auswählen</translation>
    </message>
    <message>
        <source>Select a posting in the ledger first</source>
        <translation>Zuerst eine Buchung auswählen</translation>
    </message>
    <message>
        <source>This entry has been reversed already</source>
        <translation>Diese Buchung ist schon storniert</translation>
    </message>
    <message>
        <source>%1 rows exported to %2.</source>
        <translation>%1 Zeilen nach %2 exportiert.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::PercentEdit</name>
    <message>
        <source>Enter a percentage such as %1, with at most two decimals.</source>
        <translation>Geben Sie einen Prozentsatz ein, zum Beispiel %1, mit höchstens zwei Nachkommastellen.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::PlotChart</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Export chart…</source>
        <translation>Diagramm &amp;exportieren…</translation>
    </message>
</context>
<context>
    <name>alluse::ui::PolicyDialog</name>
    <message>
        <source>Policy of account %1</source>
        <translation>Richtlinie von Konto %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>C&amp;hange policy</source>
        <translation>Ric&amp;htlinie ändern</translation>
    </message>
    <message>
        <source>Read account %1</source>
        <translation>Konto %1 lesen</translation>
    </message>
    <message>
        <source>There is no account %1. Close this form and refresh the list.</source>
        <translation>Es gibt kein Konto %1. Schließen Sie das Formular und laden Sie die Liste neu.</translation>
    </message>
    <message>
        <source>Policy of %1</source>
        <translation>Richtlinie von %1</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Fassung %1</translation>
    </message>
    <message>
        <source>Forking</source>
        <translation>Fork</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Version %1 → %2.  Buffer %3 → %4.  Available %5 → %6.</source>
        <translation>Fassung %1 → %2.  Puffer %3 → %4.  Verfügbar %5 → %6.</translation>
    </message>
    <message>
        <source>Nothing is changed yet. Change a value or press Cancel.</source>
        <translation>Noch ist nichts geändert. Ändern Sie einen Wert oder brechen Sie ab.</translation>
    </message>
    <message>
        <source>Change policy of account %1</source>
        <translation>Richtlinie von Konto %1 ändern</translation>
    </message>
</context>
<context>
    <name>alluse::ui::PolicyFields</name>
    <message>
        <source>Contracts share</source>
        <translation>Anteil Kontrakte</translation>
    </message>
    <message>
        <source>LEAPS share</source>
        <translation>Anteil LEAPS</translation>
    </message>
    <message>
        <source>Share the parent keeps</source>
        <translation>Anteil, der bleibt</translation>
    </message>
    <message>
        <source>Share of the new Gen-Acc</source>
        <translation>Anteil des neuen Gen-Acc</translation>
    </message>
    <message>
        <source>Share of the Com-Acc</source>
        <translation>Anteil des Com-Acc</translation>
    </message>
    <message>
        <source>Lowest delta</source>
        <translation>Kleinstes Delta</translation>
    </message>
    <message>
        <source>Highest delta</source>
        <translation>Größtes Delta</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Initial allocation</source>
        <translation>Anfangsanteil</translation>
    </message>
    <message>
        <source>Cash &amp;buffer</source>
        <translation>&amp;Barpuffer</translation>
    </message>
    <message>
        <source>0 to 20 % of the larger of baseline and balance.</source>
        <translation>0 bis 20 % des Größeren von Basis und Saldo.</translation>
    </message>
    <message>
        <source>Target weekly &amp;return</source>
        <translation>Ziel&amp;rendite je Woche</translation>
    </message>
    <message>
        <source>0.1 to 5 %.</source>
        <translation>0,1 bis 5 %.</translation>
    </message>
    <message>
        <source>&amp;Delta range</source>
        <translation>&amp;Deltabereich</translation>
    </message>
    <message>
        <source>From 10–60 to 20–70.</source>
        <translation>Von 10–60 bis 20–70.</translation>
    </message>
    <message>
        <source>Entry da&amp;ys</source>
        <translation>&amp;Einstiegstage</translation>
    </message>
    <message>
        <source>&amp;Position sizing</source>
        <translation>&amp;Positionsgröße</translation>
    </message>
    <message>
        <source>Re&amp;investment</source>
        <translation>Re&amp;investition</translation>
    </message>
    <message>
        <source>Con&amp;tracts / LEAPS</source>
        <translation>&amp;Kontrakte / LEAPS</translation>
    </message>
    <message>
        <source>Together 100 %.</source>
        <translation>Zusammen 100 %.</translation>
    </message>
    <message>
        <source>Ta&amp;x reserve</source>
        <translation>&amp;Steuerrücklage</translation>
    </message>
    <message>
        <source>Max drawd&amp;own</source>
        <translation>&amp;Maximaler Rückgang</translation>
    </message>
    <message>
        <source>&amp;ATR adjustment threshold</source>
        <translation>&amp;ATR-Schwelle</translation>
    </message>
    <message>
        <source>&amp;Withdrawals</source>
        <translation>Aus&amp;zahlungen</translation>
    </message>
    <message>
        <source>&amp;Merge threshold, USD</source>
        <translation>Zusammen&amp;legung ab, USD</translation>
    </message>
    <message>
        <source>For&amp;king</source>
        <translation>&amp;Fork</translation>
    </message>
    <message>
        <source>&amp;Fork threshold, USD</source>
        <translation>Fork-Sch&amp;welle, USD</translation>
    </message>
    <message>
        <source>Fork minimum remainin&amp;g, USD</source>
        <translation>Rest nach Fork, &amp;USD</translation>
    </message>
    <message>
        <source>Retain / &amp;new Gen / Com</source>
        <translation>Rest / &amp;neues Gen / Com</translation>
    </message>
</context>
<context>
    <name>alluse::ui::PostDialog</name>
    <message>
        <source>&amp;Deposit</source>
        <translation>&amp;Einzahlen</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>Aus&amp;zahlen</translation>
    </message>
    <message>
        <source>&amp;Post premium</source>
        <translation>&amp;Prämie buchen</translation>
    </message>
    <message>
        <source>&amp;Post assignment</source>
        <translation>Andi&amp;enung buchen</translation>
    </message>
    <message>
        <source>&amp;Charge fee</source>
        <translation>Gebühr b&amp;elasten</translation>
    </message>
    <message>
        <source>&amp;Credit interest</source>
        <translation>Zinsen gutschr&amp;eiben</translation>
    </message>
    <message>
        <source>&amp;Adjust</source>
        <translation>Ko&amp;rrigieren</translation>
    </message>
    <message>
        <source>&amp;Post</source>
        <translation>Buch&amp;en</translation>
    </message>
    <message>
        <source>Post to account %1</source>
        <translation>Auf Konto %1 buchen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>A&amp;mount, USD</source>
        <translation>&amp;Betrag, USD</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Business date</source>
        <translation>Buchungs&amp;tag</translation>
    </message>
    <message>
        <source>&amp;Underlying</source>
        <translation>Basis&amp;wert</translation>
    </message>
    <message>
        <source>Option &amp;symbol</source>
        <translation>Options&amp;symbol</translation>
    </message>
    <message>
        <source>&amp;Contracts</source>
        <translation>&amp;Kontrakte</translation>
    </message>
    <message>
        <source>T&amp;rade date</source>
        <translation>&amp;Handelstag</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>An adjustment needs a reason.</source>
        <translation>Eine Korrektur braucht einen Grund.</translation>
    </message>
    <message>
        <source>Read account %1</source>
        <translation>Konto %1 lesen</translation>
    </message>
    <message>
        <source>There is no account %1. Close this form and refresh the list.</source>
        <translation>Es gibt kein Konto %1. Schließen Sie das Formular und laden Sie die Liste neu.</translation>
    </message>
    <message>
        <source>Post to %1</source>
        <translation>Auf %1 buchen</translation>
    </message>
    <message>
        <source>%1 on account %2</source>
        <translation>%1 auf Konto %2</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ReinvestDialog</name>
    <message>
        <source>Reinvest in %1</source>
        <translation>In %1 reinvestieren</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>&amp;Reinvest</source>
        <translation>&amp;Reinvestieren</translation>
    </message>
    <message>
        <source>Sleeve</source>
        <translation>Topf</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Preview a reinvestment</source>
        <translation>Vorschau einer Reinvestition</translation>
    </message>
    <message>
        <source>The balance stays the same; the money moves between sleeves.</source>
        <translation>Der Saldo bleibt gleich; das Geld wechselt zwischen den Töpfen.</translation>
    </message>
    <message>
        <source>Gain not yet reinvested %1 · available %2</source>
        <translation>Noch nicht reinvestierter Gewinn %1 · verfügbar %2</translation>
    </message>
    <message>
        <source>Reinvest in account %1</source>
        <translation>In Konto %1 reinvestieren</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ReinvestmentCalendar</name>
    <message>
        <source>Month before</source>
        <translation>Vorheriger Monat</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Nächster Monat</translation>
    </message>
    <message>
        <source>T&amp;oday</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>○ scheduled   ● approved   ✓ done   → put off   ✕ failed   – called off</source>
        <translation>○ geplant   ● genehmigt   ✓ erledigt   → verschoben   ✕ fehlgeschlagen   – abgesagt</translation>
    </message>
    <message>
        <source>Calendar of reinvestments</source>
        <translation>Kalender der Reinvestitionen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ReleaseForksDialog</name>
    <message>
        <source>Release automatic forks</source>
        <translation>Automatische Forks freigeben</translation>
    </message>
    <message>
        <source>A fork of the account was taken back, so it forks by hand only. Once released, it forks by itself again when its surplus has reached the threshold.</source>
        <translation>Ein Fork des Kontos wurde zurückgenommen, deshalb forkt es nur von Hand. Einmal freigegeben, forkt es wieder von selbst, sobald sein Überschuss die Schwelle erreicht hat.</translation>
    </message>
    <message>
        <source>&amp;Release</source>
        <translation>F&amp;reigeben</translation>
    </message>
    <message>
        <source>All %1 held accounts</source>
        <translation>Alle %1 angehaltenen Konten</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Say why it may fork by itself again.</source>
        <translation>Sagen Sie, warum es wieder von selbst forken darf.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ReportDialog</name>
    <message>
        <source>&amp;Save report…</source>
        <translation>Bericht &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;A file for each family</source>
        <translation>Eine D&amp;atei je Familie</translation>
    </message>
    <message>
        <source>Statements and reports</source>
        <translation>Auszüge und Berichte</translation>
    </message>
    <message>
        <source>Account statement</source>
        <translation>Kontoauszug</translation>
    </message>
    <message>
        <source>Family statement</source>
        <translation>Familienauszug</translation>
    </message>
    <message>
        <source>Fork and merge register</source>
        <translation>Verzeichnis der Forks und Zusammenführungen</translation>
    </message>
    <message>
        <source>Weekly premium report</source>
        <translation>Wöchentlicher Prämienbericht</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>Be&amp;richt</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Bis</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>S&amp;eite</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>Fo&amp;lder</source>
        <translation>Ordne&amp;r</translation>
    </message>
    <message>
        <source>The first day must not be after the last.</source>
        <translation>Der erste Tag darf nicht nach dem letzten liegen.</translation>
    </message>
    <message>
        <source>Preparing the preview</source>
        <translation>Die Vorschau wird vorbereitet</translation>
    </message>
    <message>
        <source>Prepare a report</source>
        <translation>Bericht vorbereiten</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>Select an account first.</source>
        <translation>Wählen Sie zuerst ein Konto.</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Reports (*.%1)</source>
        <translation>Berichte (*.%1)</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>Nach %1 gespeichert.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>Den Ordner %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>A statement for each family</source>
        <translation>Ein Auszug je Familie</translation>
    </message>
    <message>
        <source>Cancelled; what was written stays.</source>
        <translation>Abgebrochen; was geschrieben wurde, bleibt.</translation>
    </message>
    <message>
        <source>%1 statements written to %2.</source>
        <translation>%1 Auszüge nach %2 geschrieben.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ReverseDialog</name>
    <message>
        <source>Reverse entry %1</source>
        <translation>Buchung %1 stornieren</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>&amp;Reverse entry</source>
        <translation>&amp;Stornieren</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Both entries stay in the ledger and show in statements.</source>
        <translation>Beide Buchungen bleiben im Journal und stehen im Auszug.</translation>
    </message>
    <message>
        <source>&amp;Business date</source>
        <translation>Buchungs&amp;tag</translation>
    </message>
    <message>
        <source>Read entry %1</source>
        <translation>Buchung %1 lesen</translation>
    </message>
    <message>
        <source>Say why the entry is taken back.</source>
        <translation>Sagen Sie, warum die Buchung zurückgenommen wird.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::RunView</name>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Would have seen</source>
        <translation>Hätte gesehen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Money missing: %1; %2 invariants checked; generator at %3 % of its limit.</source>
        <translation>Fehlendes Geld: %1; %2 Invarianten geprüft; Generator bei %3 % seiner Grenze.</translation>
    </message>
    <message>
        <source>significant</source>
        <translation>signifikant</translation>
    </message>
    <message>
        <source>no significant difference</source>
        <translation>kein signifikanter Unterschied</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>answers per second</source>
        <translation>Antworten je Sekunde</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>ms, from the intended start</source>
        <translation>ms, ab dem vorgesehenen Beginn</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>cores in use</source>
        <translation>belegte Kerne</translation>
    </message>
    <message>
        <source>load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>database server</source>
        <translation>Datenbankserver</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>arrivals per second</source>
        <translation>Ankünfte je Sekunde</translation>
    </message>
    <message>
        <source>users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1 of %2 s · %3 · %4 per second · p95 %5 ms · %6 errors</source>
        <translation>%1 von %2 s · %3 · %4 je Sekunde · p95 %5 ms · %6 Fehler</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ScenarioEditor</name>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern unter…</translation>
    </message>
    <message>
        <source>Scenario editor</source>
        <translation>Szenario-Editor</translation>
    </message>
    <message>
        <source>Scenario as JSON</source>
        <translation>Szenario als JSON</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>Datei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message numerus="yes">
        <source>This scenario can be run: %1, %n second(s).</source>
        <translation>
            <numerusform>Dieses Szenario ist ausführbar: %1, %n Sekunde.</numerusform>
            <numerusform>Dieses Szenario ist ausführbar: %1, %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a scenario</source>
        <translation>Szenario öffnen</translation>
    </message>
    <message>
        <source>Scenarios (*.json)</source>
        <translation>Szenarien (*.json)</translation>
    </message>
    <message>
        <source>Save the scenario</source>
        <translation>Szenario speichern</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>Die Datei kann nicht geschrieben werden: %1</translation>
    </message>
</context>
<context>
    <name>alluse::ui::SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Words, an id, or conditions on accounts: type:gen, status:closed, &gt;50,000, 10,000..20,000</source>
        <translation>Wörter, eine Nummer oder Bedingungen für Konten: art:gen, status:geschlossen, &gt;50.000, 10.000..20.000</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>alluse::ui::StatusDialog</name>
    <message>
        <source>Money moves again in both directions.</source>
        <translation>Geld bewegt sich wieder in beide Richtungen.</translation>
    </message>
    <message>
        <source>Money can still come in, but none goes out.</source>
        <translation>Gutschriften gehen weiter ein, Belastungen werden abgelehnt.</translation>
    </message>
    <message>
        <source>No money moves until a manager makes it active again.</source>
        <translation>Kein Geld bewegt sich, bis ein Manager das Konto wieder aktiviert.</translation>
    </message>
    <message>
        <source>This is final: a closed account is never opened again.</source>
        <translation>Das ist endgültig: ein geschlossenes Konto wird nie wieder geöffnet.</translation>
    </message>
    <message>
        <source>Change status of account %1</source>
        <translation>Status von Konto %1 ändern</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>C&amp;hange status</source>
        <translation>Status än&amp;dern</translation>
    </message>
    <message>
        <source>New &amp;status</source>
        <translation>Neuer &amp;Status</translation>
    </message>
    <message>
        <source>&amp;Closed because</source>
        <translation>Ges&amp;chlossen, weil</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Read account %1</source>
        <translation>Konto %1 lesen</translation>
    </message>
    <message>
        <source>There is no account %1. Close this form and refresh the list.</source>
        <translation>Es gibt kein Konto %1. Schließen Sie das Formular und laden Sie die Liste neu.</translation>
    </message>
    <message>
        <source>Change status of %1</source>
        <translation>Status von %1 ändern</translation>
    </message>
    <message>
        <source>A closed account is never opened again.</source>
        <translation>Ein geschlossenes Konto wird nie wieder geöffnet.</translation>
    </message>
    <message>
        <source>The balance is %1. Move it out before you close the account.</source>
        <translation>Der Saldo ist %1. Räumen Sie das Konto, bevor Sie es schließen.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::StatusLine</name>
    <message>
        <source>No jobs running</source>
        <translation>Keine Aufgaben laufen</translation>
    </message>
    <message>
        <source>Jobs: %1 running · %2</source>
        <translation>Aufgaben: %1 laufen · %2</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>● %1</source>
        <translation>● %1</translation>
    </message>
    <message>
        <source>○ %1 · not reachable</source>
        <translation>○ %1 · nicht erreichbar</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Back office</source>
        <translation>Backoffice</translation>
    </message>
    <message>
        <source>Teller</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>%1 · demo data</source>
        <translation>%1 · Beispieldaten</translation>
    </message>
    <message>
        <source>%1 · test data</source>
        <translation>%1 · Testdaten</translation>
    </message>
</context>
<context>
    <name>alluse::ui::TablePage</name>
    <message>
        <source>Selected %1</source>
        <translation>Ausgewählt %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>At most %1 rows can be copied at once; %2 are selected.</source>
        <translation>Höchstens %1 Zeilen lassen sich auf einmal kopieren; %2 sind ausgewählt.</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n row(s).</source>
        <translation>
            <numerusform>%n Zeile kopiert.</numerusform>
            <numerusform>%n Zeilen kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The database cannot be reached. What is shown may be out of date; what you have typed is kept.</source>
        <translation>Die Datenbank ist nicht erreichbar. Die Anzeige kann veraltet sein; Ihre Eingaben bleiben erhalten.</translation>
    </message>
    <message>
        <source>&amp;Reset columns</source>
        <translation>Spalten &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Fetching %1 rows…</source>
        <translation>%1 Zeilen werden geholt…</translation>
    </message>
</context>
<context>
    <name>alluse::ui::Today</name>
    <message>
        <source>Fork</source>
        <translation>Fork</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführung</translation>
    </message>
    <message>
        <source>Reinvestment</source>
        <translation>Reinvestition</translation>
    </message>
    <message>
        <source>premium</source>
        <translation>Prämie</translation>
    </message>
    <message>
        <source>assignment</source>
        <translation>Andienung</translation>
    </message>
    <message>
        <source>deposit</source>
        <translation>Einzahlung</translation>
    </message>
    <message>
        <source>withdrawal</source>
        <translation>Auszahlung</translation>
    </message>
    <message>
        <source>transfer</source>
        <translation>Übertrag</translation>
    </message>
    <message>
        <source>fork</source>
        <translation>Fork</translation>
    </message>
    <message>
        <source>merge</source>
        <translation>Zusammenführung</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>Eröffnung</translation>
    </message>
    <message>
        <source>interest</source>
        <translation>Zinsen</translation>
    </message>
    <message>
        <source>fee</source>
        <translation>Gebühr</translation>
    </message>
    <message>
        <source>adjustment</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>alluse::ui::TodayPage</name>
    <message>
        <source>Today, %1</source>
        <translation>Heute, %1</translation>
    </message>
    <message>
        <source>&amp;1  Since the last look</source>
        <translation>&amp;1  Seit dem letzten Blick</translation>
    </message>
    <message>
        <source>&amp;2  Waiting for approval</source>
        <translation>&amp;2  Wartet auf Freigabe</translation>
    </message>
    <message>
        <source>&amp;3  Forks and merges within 14 days</source>
        <translation>&amp;3  Forks und Zusammenführungen in 14 Tagen</translation>
    </message>
    <message>
        <source>&amp;4  Below target last week</source>
        <translation>&amp;4  Letzte Woche unter Ziel</translation>
    </message>
    <message>
        <source>&amp;5  Movers of seven days, and why</source>
        <translation>&amp;5  Bewegungen in sieben Tagen, und warum</translation>
    </message>
    <message>
        <source>Opens the list this counts</source>
        <translation>Öffnet die Liste, die hier gezählt wird</translation>
    </message>
    <message>
        <source>Read today</source>
        <translation>Heute lesen</translation>
    </message>
    <message>
        <source>Rank accounts</source>
        <translation>Konten einstufen</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Premiums</source>
        <translation>Prämien</translation>
    </message>
    <message>
        <source>Assignments</source>
        <translation>Andienungen</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>Eingezahlt</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Ausgezahlt</translation>
    </message>
    <message>
        <source>Interest, fees, corrections</source>
        <translation>Zinsen, Gebühren, Korrekturen</translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation>%1 von %2, %3</translation>
    </message>
    <message>
        <source>due now</source>
        <translation>jetzt fällig</translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation>in %1 Tagen</translation>
    </message>
    <message>
        <source>Merge of %1, %2: %3</source>
        <translation>Zusammenführung von %1, %2: %3</translation>
    </message>
    <message>
        <source>Fork of %1, %2: %3</source>
        <translation>Fork von %1, %2: %3</translation>
    </message>
    <message>
        <source>Today, %1 · equity %2 in %3 families</source>
        <translation>Heute, %1 · Vermögen %2 in %3 Familien</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1  %2: %3</source>
        <translation>%1  %2: %3</translation>
    </message>
</context>
<context>
    <name>alluse::ui::TransferDialog</name>
    <message>
        <source>Transfer from account %1</source>
        <translation>Umbuchung von Konto %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>&amp;Transfer</source>
        <translation>&amp;Umbuchen</translation>
    </message>
    <message>
        <source>T&amp;o account</source>
        <translation>Auf &amp;Konto</translation>
    </message>
    <message>
        <source>A&amp;mount, USD</source>
        <translation>&amp;Betrag, USD</translation>
    </message>
    <message>
        <source>&amp;Business date</source>
        <translation>Buchungs&amp;tag</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Read the family of account %1</source>
        <translation>Familie von Konto %1 lesen</translation>
    </message>
    <message>
        <source>Transfer from %1</source>
        <translation>Umbuchung von %1</translation>
    </message>
    <message>
        <source>The family has no other open account. Open one first.</source>
        <translation>Die Familie hat kein anderes offenes Konto. Eröffnen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>Choose the account that receives the money.</source>
        <translation>Wählen Sie das Konto, das das Geld erhält.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::TreeView</name>
    <message>
        <source>Family tree</source>
        <translation>Stammbaum</translation>
    </message>
    <message>
        <source>%1
%2 · %3</source>
        <translation>%1
%2 · %3</translation>
    </message>
    <message>
        <source>No account was open on this day.</source>
        <translation>An diesem Tag war kein Konto offen.</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::UndoGrowthDialog</name>
    <message>
        <source>Take back: %1</source>
        <translation>Zurücknehmen: %1</translation>
    </message>
    <message>
        <source>Compensating entries bring the money back. Everything stays in the ledger.</source>
        <translation>Ausgleichende Buchungen bringen das Geld zurück. Alles bleibt in den Büchern.</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Preview taking back</source>
        <translation>Vorschau der Rücknahme</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Nichts steht im Weg.</translation>
    </message>
    <message>
        <source>Say why it is taken back.</source>
        <translation>Sagen Sie, warum es zurückgenommen wird.</translation>
    </message>
    <message>
        <source>Take back a fork or merge</source>
        <translation>Fork oder Zusammenführung zurücknehmen</translation>
    </message>
</context>
<context>
    <name>alluse::ui::ValidationPage</name>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>Started (UTC)</source>
        <translation>Begonnen (UTC)</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Rate/s</source>
        <translation>Rate/s</translation>
    </message>
    <message>
        <source>p95 ms</source>
        <translation>p95 ms</translation>
    </message>
    <message>
        <source>p99 ms</source>
        <translation>p99 ms</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Vergleichslauf</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Scenario &amp;editor…</source>
        <translation>Szenario-&amp;Editor…</translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation>&amp;Bericht speichern…</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Pin as &amp;baseline</source>
        <translation>Als Vergleichs&amp;lauf merken</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Comparison of two runs</source>
        <translation>Vergleich zweier Läufe</translation>
    </message>
    <message>
        <source>&amp;Scenarios</source>
        <translation>S&amp;zenarien</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <source>Where to run</source>
        <translation>Wo gemessen wird</translation>
    </message>
    <message>
        <source>A test database in a file</source>
        <translation>Eine Testdatenbank in einer Datei</translation>
    </message>
    <message>
        <source>A test database on this server</source>
        <translation>Eine Testdatenbank auf diesem Server</translation>
    </message>
    <message>
        <source>This test database</source>
        <translation>Diese Testdatenbank</translation>
    </message>
    <message>
        <source>The open database is no test database and stays untouched; a run makes one of its own.</source>
        <translation>Die offene Datenbank ist keine Testdatenbank und bleibt unberührt; ein Lauf legt sich eine eigene an.</translation>
    </message>
    <message>
        <source>Run it to see rate, latency and verdict here. The open database is not touched unless it is a test database and you choose it.</source>
        <translation>Nach dem Start stehen hier Rate, Latenz und Urteil. Die offene Datenbank bleibt unberührt, außer sie ist eine Testdatenbank und wird ausgewählt.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt…</translation>
    </message>
    <message>
        <source>Validation: %1</source>
        <translation>Validierung: %1</translation>
    </message>
    <message>
        <source>Stopping, then counting the money…</source>
        <translation>Hält an und zählt dann das Geld…</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>Der Lauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>List the runs</source>
        <translation>Läufe auflisten</translation>
    </message>
    <message>
        <source>Open a run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Läufe vergleichen</translation>
    </message>
    <message>
        <source>No baseline is pinned for this scenario; select two runs, or pin one.</source>
        <translation>Für dieses Szenario ist kein Vergleichslauf gemerkt; zwei Läufe auswählen oder einen merken.</translation>
    </message>
    <message>
        <source>Pin a baseline</source>
        <translation>Vergleichslauf merken</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Reports (*.html)</source>
        <translation>Berichte (*.html)</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>The report is in %1</source>
        <translation>Der Bericht steht in %1</translation>
    </message>
</context>
<context>
    <name>alluse::ui::WhatIfDialog</name>
    <message>
        <source>What if</source>
        <translation>Was wäre wenn</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>&amp;Capital in USD</source>
        <translation>&amp;Kapital in USD</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>&amp;Gen-Acc, a week</source>
        <translation>&amp;Gen-Acc, je Woche</translation>
    </message>
    <message>
        <source>&amp;Rev-Acc, a week</source>
        <translation>&amp;Rev-Acc, je Woche</translation>
    </message>
    <message>
        <source>C&amp;om-Acc, a week</source>
        <translation>C&amp;om-Acc, je Woche</translation>
    </message>
    <message>
        <source>&amp;Spread of a week</source>
        <translation>&amp;Streuung einer Woche</translation>
    </message>
    <message>
        <source>&amp;Fork threshold</source>
        <translation>&amp;Fork-Schwelle</translation>
    </message>
    <message>
        <source>&amp;Merge threshold</source>
        <translation>&amp;Schwelle der Zusammenführung</translation>
    </message>
    <message>
        <source>&amp;Years</source>
        <translation>&amp;Jahre</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>± %1</source>
        <translation>± %1</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 Jahre</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>Simulieren</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>1 fork</source>
        <translation>1 Fork</translation>
    </message>
    <message>
        <source>%1 forks</source>
        <translation>%1 Forks</translation>
    </message>
    <message>
        <source>1 merge</source>
        <translation>1 Zusammenführung</translation>
    </message>
    <message>
        <source>%1 merges</source>
        <translation>%1 Zusammenführungen</translation>
    </message>
    <message>
        <source>the first merge in week %1</source>
        <translation>die erste Zusammenführung in Woche %1</translation>
    </message>
    <message>
        <source>Simulate random paths</source>
        <translation>Zufallspfade simulieren</translation>
    </message>
    <message>
        <source>Of %1 random paths eight in ten end between %2 and %3, with %4 to %5 forks.</source>
        <translation>Von %1 Zufallspfaden enden acht von zehn zwischen %2 und %3, mit %4 bis %5 Forks.</translation>
    </message>
</context>
<context>
    <name>alluse::ui::WindowActions</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Choose &amp;database…</source>
        <translation>&amp;Datenbank wählen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy rows as text</source>
        <translation>Zeilen als Text &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Clear &amp;search and filters</source>
        <translation>Suche und Filter &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>&amp;Families</source>
        <translation>&amp;Familien</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>&amp;Konten</translation>
    </message>
    <message>
        <source>&amp;Ledger</source>
        <translation>&amp;Buchungen</translation>
    </message>
    <message>
        <source>Account &amp;details</source>
        <translation>Konto&amp;einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Open &amp;family…</source>
        <translation>&amp;Familie eröffnen…</translation>
    </message>
    <message>
        <source>Open &amp;account…</source>
        <translation>&amp;Konto eröffnen…</translation>
    </message>
    <message>
        <source>&amp;Post…</source>
        <translation>&amp;Buchen…</translation>
    </message>
    <message>
        <source>&amp;Transfer…</source>
        <translation>&amp;Übertragen…</translation>
    </message>
    <message>
        <source>&amp;Reverse entry…</source>
        <translation>Buchung &amp;zurücknehmen…</translation>
    </message>
    <message>
        <source>Change &amp;status…</source>
        <translation>&amp;Status ändern…</translation>
    </message>
    <message>
        <source>Change p&amp;olicy…</source>
        <translation>&amp;Regeln ändern…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>&amp;Command palette</source>
        <translation>&amp;Befehlspalette</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open the &amp;sample data</source>
        <translation>&amp;Beispieldaten öffnen</translation>
    </message>
    <message>
        <source>&amp;Open the database again</source>
        <translation>Datenbank &amp;erneut öffnen</translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation>F&amp;iltern</translation>
    </message>
    <message>
        <source>&amp;Next area</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous area</source>
        <translation>&amp;Vorheriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Taller charts</source>
        <translation>&amp;Höhere Diagramme</translation>
    </message>
    <message>
        <source>L&amp;ower charts</source>
        <translation>Nie&amp;drigere Diagramme</translation>
    </message>
    <message>
        <source>&amp;Wider details</source>
        <translation>B&amp;reitere Details</translation>
    </message>
    <message>
        <source>Narrow&amp;er details</source>
        <translation>S&amp;chmalere Details</translation>
    </message>
    <message>
        <source>&amp;System theme</source>
        <translation>S&amp;ystemfarben</translation>
    </message>
    <message>
        <source>L&amp;ight theme</source>
        <translation>He&amp;lles Aussehen</translation>
    </message>
    <message>
        <source>Dar&amp;k theme</source>
        <translation>D&amp;unkles Aussehen</translation>
    </message>
    <message>
        <source>Show accounts of the fa&amp;mily</source>
        <translation>Konten der Fa&amp;milie zeigen</translation>
    </message>
    <message>
        <source>Show in &amp;ledger</source>
        <translation>In den &amp;Buchungen zeigen</translation>
    </message>
    <message>
        <source>Show acco&amp;unt</source>
        <translation>K&amp;onto zeigen</translation>
    </message>
    <message>
        <source>&amp;Import bank file…</source>
        <translation>Bankdatei &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Growth</source>
        <translation>&amp;Wachstum</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>Wachstum</translation>
    </message>
    <message>
        <source>&amp;Run what is selected…</source>
        <translation>Auswahl aus&amp;führen…</translation>
    </message>
    <message>
        <source>Run &amp;all that are ready…</source>
        <translation>&amp;Alle bereiten ausführen…</translation>
    </message>
    <message>
        <source>Family &amp;tree…</source>
        <translation>S&amp;tammbaum…</translation>
    </message>
    <message>
        <source>&amp;Settings of the family…</source>
        <translation>&amp;Einstellungen der Familie…</translation>
    </message>
    <message>
        <source>&amp;What if…</source>
        <translation>&amp;Was wäre wenn…</translation>
    </message>
    <message>
        <source>&amp;Export table…</source>
        <translation>Tabelle &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Validation</source>
        <translation>&amp;Validierung</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>&amp;Run the scenario</source>
        <translation>Szenario &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Stop the run</source>
        <translation>Lauf &amp;anhalten</translation>
    </message>
    <message>
        <source>Scenario &amp;editor…</source>
        <translation>Szenario-&amp;Editor…</translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation>&amp;Bericht speichern…</translation>
    </message>
    <message>
        <source>&amp;Compare runs</source>
        <translation>Läufe &amp;vergleichen</translation>
    </message>
    <message>
        <source>Pin as &amp;baseline</source>
        <translation>Als Vergleichs&amp;lauf merken</translation>
    </message>
    <message>
        <source>Va&amp;lidation</source>
        <translation>Va&amp;lidierung</translation>
    </message>
    <message>
        <source>Statements and &amp;reports…</source>
        <translation>Auszüge und Be&amp;richte…</translation>
    </message>
    <message>
        <source>Anal&amp;ytics</source>
        <translation>Auswert&amp;ung</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
</TS>
