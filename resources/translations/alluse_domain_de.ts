<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Refusal</name>
        <message>
            <source>You are not allowed to do this. Ask a manager.</source>
            <translation>Das dürfen Sie nicht. Fragen Sie einen Manager.</translation>
        </message>
        <message>
            <source>This command id was used before for something else. Start again with a fresh form.</source>
            <translation>Diese Auftragsnummer gehört schon zu etwas anderem. Beginnen Sie mit einem neuen Formular.</translation>
        </message>
        <message>
            <source>This text cannot be stored: %2. Correct it.</source>
            <translation>Dieser Text kann nicht gespeichert werden: %2. Berichtigen Sie ihn.</translation>
        </message>
        <message>
            <source>The amount must be above zero, in whole cents and at most 10,000,000,000,000.00.</source>
            <translation>Der Betrag muss über null liegen, in ganzen Cent und höchstens 10.000.000.000.000,00.</translation>
        </message>
        <message>
            <source>The date is not valid. Enter a day of the calendar.</source>
            <translation>Das Datum ist ungültig. Geben Sie einen Kalendertag ein.</translation>
        </message>
        <message>
            <source>The clock of this computer differs from the database's by more than five minutes. Correct it, then try again.</source>
            <translation>Die Uhr dieses Rechners weicht mehr als fünf Minuten von der Datenbank ab. Stellen Sie sie richtig und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>The period is closed through %2. Choose a later date or ask a manager.</source>
            <translation>Der Zeitraum ist bis %2 abgeschlossen. Wählen Sie ein späteres Datum oder fragen Sie einen Manager.</translation>
        </message>
        <message>
            <source>There is no account %2%3. Choose another one.</source>
            <translation>Es gibt kein Konto %2%3. Wählen Sie ein anderes.</translation>
        </message>
        <message>
            <source>The client does not exist. Choose another one.</source>
            <translation>Den Kunden gibt es nicht. Wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>The family does not exist. Choose another one.</source>
            <translation>Die Familie gibt es nicht. Wählen Sie eine andere.</translation>
        </message>
        <message>
            <source>There is no ledger entry %2.</source>
            <translation>Es gibt keine Buchung %2.</translation>
        </message>
        <message>
            <source>There is no template "%2". Choose another one.</source>
            <translation>Es gibt keine Vorlage „%2“. Wählen Sie eine andere.</translation>
        </message>
        <message>
            <source>The reference %2 is taken. References are unique; choose another one.</source>
            <translation>Die Referenz %2 ist vergeben. Referenzen sind eindeutig; wählen Sie eine andere.</translation>
        </message>
        <message>
            <source>The amount has the wrong sign. Enter it without a sign; the type decides the direction.</source>
            <translation>Der Betrag hat das falsche Vorzeichen. Geben Sie ihn ohne Vorzeichen ein; die Art bestimmt die Richtung.</translation>
        </message>
        <message>
            <source>This kind of posting is not possible on this account.</source>
            <translation>Diese Art von Buchung ist auf diesem Konto nicht möglich.</translation>
        </message>
        <message>
            <source>Source and target are the same account. Choose two accounts.</source>
            <translation>Quelle und Ziel sind dasselbe Konto. Wählen Sie zwei Konten.</translation>
        </message>
        <message>
            <source>The accounts belong to different families. A transfer stays within one family.</source>
            <translation>Die Konten gehören zu verschiedenen Familien. Eine Umbuchung bleibt in einer Familie.</translation>
        </message>
        <message>
            <source>Account %3 is closed and stays closed.</source>
            <translation>Konto %3 ist geschlossen und bleibt es.</translation>
        </message>
        <message>
            <source>Account %3 is suspended. A manager can set it active again.</source>
            <translation>Konto %3 ist gesperrt. Ein Manager kann es wieder aktivieren.</translation>
        </message>
        <message>
            <source>Account %3 is inactive and takes credits only. Set it active first.</source>
            <translation>Konto %3 ist inaktiv und nimmt nur Gutschriften an. Aktivieren Sie es zuerst.</translation>
        </message>
        <message>
            <source>Account %3 allows no withdrawals.</source>
            <translation>Konto %3 erlaubt keine Auszahlungen.</translation>
        </message>
        <message>
            <source>The amount is above what is available. At most %1 can leave account %3.</source>
            <translation>Der Betrag liegt über dem Verfügbaren. Höchstens %1 können Konto %3 verlassen.</translation>
        </message>
        <message>
            <source>The cash of account %3 does not cover this. It holds %1; release or deposit first.</source>
            <translation>Das Bargeld von Konto %3 reicht nicht. Es hält %1; geben Sie zuerst Mittel frei oder zahlen Sie ein.</translation>
        </message>
        <message>
            <source>The cash of account %3 does not cover this; it holds %1. Undo %2 first.</source>
            <translation>Das Bargeld von Konto %3 reicht nicht; es hält %1. Machen Sie zuerst %2 rückgängig.</translation>
        </message>
        <message>
            <source>Account %3 has too little in this sleeve. Release less.</source>
            <translation>Konto %3 hat in diesem Topf zu wenig. Geben Sie weniger frei.</translation>
        </message>
        <message>
            <source>Account %3 still holds %1. Bring the balance to zero first.</source>
            <translation>Konto %3 hält noch %1. Bringen Sie den Saldo zuerst auf null.</translation>
        </message>
        <message>
            <source>The balance of account %3 would leave the range of the ledger.</source>
            <translation>Der Saldo von Konto %3 läge außerhalb des Bereichs des Journals.</translation>
        </message>
        <message>
            <source>This change of status is not possible for account %3.</source>
            <translation>Dieser Statuswechsel ist für Konto %3 nicht möglich.</translation>
        </message>
        <message>
            <source>Account %3 is the family's Com-Acc and must stay while a Gen-Acc lives.</source>
            <translation>Konto %3 ist das Com-Acc der Familie und muss bleiben, solange ein Gen-Acc lebt.</translation>
        </message>
        <message>
            <source>This needs a reason. Write one sentence that explains it.</source>
            <translation>Das braucht einen Grund. Schreiben Sie einen erklärenden Satz.</translation>
        </message>
        <message>
            <source>Only a manager can do this.</source>
            <translation>Das kann nur ein Manager.</translation>
        </message>
        <message>
            <source>Entry %2 has been reversed already.</source>
            <translation>Buchung %2 ist schon storniert.</translation>
        </message>
        <message>
            <source>An entry of the type %2 cannot be reversed.</source>
            <translation>Eine Buchung der Art %2 kann nicht storniert werden.</translation>
        </message>
        <message>
            <source>A limit of the policy is broken. %2</source>
            <translation>Eine Grenze der Richtlinie ist verletzt. %2</translation>
        </message>
        <message>
            <source>The capital is too small: a share would stay without a cent.</source>
            <translation>Das Kapital ist zu klein: ein Anteil bliebe ohne einen Cent.</translation>
        </message>
        <message>
            <source>This was changed by someone else in the meantime. Look again, then repeat.</source>
            <translation>Dies wurde inzwischen von jemand anderem geändert. Sehen Sie nach und wiederholen Sie es.</translation>
        </message>
        <message>
            <source>The database is open for reading only.</source>
            <translation>Die Datenbank ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <source>The import cannot be undone: %2</source>
            <translation>Der Import kann nicht zurückgenommen werden: %2</translation>
        </message>
        <message>
            <source>The amount is above your limit of %1. Request an approval.</source>
            <translation>Der Betrag liegt über Ihrer Grenze von %1. Beantragen Sie eine Freigabe.</translation>
        </message>
    </context>
    <context>
        <name>PolicyViolation</name>
        <message>
            <source>Initial allocation must be 0 to 100 %.</source>
            <translation>Der Anfangsanteil muss zwischen 0 und 100 % liegen.</translation>
        </message>
        <message>
            <source>Cash buffer must be 0 to 20 %.</source>
            <translation>Der Barpuffer muss zwischen 0 und 20 % liegen.</translation>
        </message>
        <message>
            <source>Target weekly return must be 0.1 to 5 %.</source>
            <translation>Die Zielrendite je Woche muss zwischen 0,1 und 5 % liegen.</translation>
        </message>
        <message>
            <source>Delta must run from 10–60 to 20–70, the lower value first.</source>
            <translation>Das Delta muss von 10–60 bis 20–70 reichen, der kleinere Wert zuerst.</translation>
        </message>
        <message>
            <source>Entry days must be at least one day from Monday to Friday.</source>
            <translation>Mindestens ein Einstiegstag von Montag bis Freitag ist nötig.</translation>
        </message>
        <message>
            <source>Position sizing must be 0 to 100 %.</source>
            <translation>Die Positionsgröße muss zwischen 0 und 100 % liegen.</translation>
        </message>
        <message>
            <source>Contracts and LEAPS shares must sum to 100 %.</source>
            <translation>Kontrakte und LEAPS müssen zusammen 100 % ergeben.</translation>
        </message>
        <message>
            <source>Tax reserve must be 0 to 100 %.</source>
            <translation>Die Steuerrücklage muss zwischen 0 und 100 % liegen.</translation>
        </message>
        <message>
            <source>Max drawdown must be 0 to 100 %.</source>
            <translation>Der maximale Rückgang muss zwischen 0 und 100 % liegen.</translation>
        </message>
        <message>
            <source>ATR adjustment threshold must be above 0.</source>
            <translation>Die ATR-Schwelle muss über 0 liegen.</translation>
        </message>
        <message>
            <source>A Com-Acc allows no withdrawals.</source>
            <translation>Ein Com-Acc erlaubt keine Auszahlungen.</translation>
        </message>
        <message>
            <source>Only a Gen-Acc can fork.</source>
            <translation>Nur ein Gen-Acc kann sich abzweigen.</translation>
        </message>
        <message>
            <source>Fork threshold must be above 0.</source>
            <translation>Die Fork-Schwelle muss über 0 liegen.</translation>
        </message>
        <message>
            <source>Fork minimum remaining must be 0 or more.</source>
            <translation>Der Rest nach dem Fork muss mindestens 0 sein.</translation>
        </message>
        <message>
            <source>Retain, new Gen and Com shares must sum to 100 %.</source>
            <translation>Rest, neues Gen und Com müssen zusammen 100 % ergeben.</translation>
        </message>
        <message>
            <source>Merge threshold must be above the fork threshold.</source>
            <translation>Die Zusammenlegung muss über der Fork-Schwelle liegen.</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>Active</source>
            <translation>Aktiv</translation>
        </message>
        <message>
            <source>Inactive</source>
            <translation>Inaktiv</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Geschlossen</translation>
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
            <source>Opening</source>
            <translation>Eröffnung</translation>
        </message>
        <message>
            <source>Deposit</source>
            <translation>Einzahlung</translation>
        </message>
        <message>
            <source>Withdrawal</source>
            <translation>Auszahlung</translation>
        </message>
        <message>
            <source>Transfer out</source>
            <translation>Umbuchung aus</translation>
        </message>
        <message>
            <source>Transfer in</source>
            <translation>Umbuchung ein</translation>
        </message>
        <message>
            <source>Premium</source>
            <translation>Prämie</translation>
        </message>
        <message>
            <source>Assignment</source>
            <translation>Andienung</translation>
        </message>
        <message>
            <source>Reinvestment</source>
            <translation>Reinvestition</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>Freigabe</translation>
        </message>
        <message>
            <source>Fork out</source>
            <translation>Fork aus</translation>
        </message>
        <message>
            <source>Fork in</source>
            <translation>Fork ein</translation>
        </message>
        <message>
            <source>Merge out</source>
            <translation>Merge aus</translation>
        </message>
        <message>
            <source>Merge in</source>
            <translation>Merge ein</translation>
        </message>
        <message>
            <source>Fee</source>
            <translation>Gebühr</translation>
        </message>
        <message>
            <source>Interest</source>
            <translation>Zinsen</translation>
        </message>
        <message>
            <source>Adjustment</source>
            <translation>Korrektur</translation>
        </message>
        <message>
            <source>Reversal</source>
            <translation>Storno</translation>
        </message>
        <message>
            <source>Payout</source>
            <translation>Schlusszahlung</translation>
        </message>
        <message>
            <source>Cash</source>
            <translation>Bar</translation>
        </message>
        <message>
            <source>Contracts</source>
            <translation>Kontrakte</translation>
        </message>
        <message>
            <source>LEAPS</source>
            <translation>LEAPS</translation>
        </message>
        <message>
            <source>Tax reserve</source>
            <translation>Steuerrücklage</translation>
        </message>
    </context>
</TS>
