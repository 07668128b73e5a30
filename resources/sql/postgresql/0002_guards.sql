-- Guards that no writer can pass: conservation, append-only history, closed is final.
-- Conditions stand in WHEN clauses where they can, so that the hot path never enters a function.

-- I1: each statement that adds postings adds whole entries, two lines or more that sum to zero.
create function postings_conserve() returns trigger language plpgsql as $$
begin
    if exists (select from added group by entry_id having sum(amount) <> 0 or count(*) < 2) then
        raise exception 'I1: postings must be two or more and sum to zero' using errcode = 'LG001';
    end if;
    return null;
end $$;
create trigger posting_conserves after insert on posting
    referencing new table as added for each statement execute function postings_conserve();

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%: % is append-only', tg_argv[0], tg_table_name using errcode = 'LG005';
end $$;

create trigger posting_append_only before update or delete on posting
    for each row execute function refuse_change('I5');
create trigger posting_no_truncate before truncate on posting execute function refuse_change('I5');
create trigger command_append_only before update or delete on command
    for each row execute function refuse_change('I5');
create trigger command_no_truncate before truncate on command execute function refuse_change('I5');
create trigger policy_append_only before update or delete on policy
    for each row execute function refuse_change('I5');
create trigger policy_no_truncate before truncate on policy execute function refuse_change('I5');
create trigger lineage_append_only before update or delete on lineage
    for each row execute function refuse_change('I5');
create trigger lineage_no_truncate before truncate on lineage execute function refuse_change('I5');
create trigger period_lock_append_only before update or delete on period_lock
    for each row execute function refuse_change('I5');
create trigger period_lock_no_truncate before truncate on period_lock execute function refuse_change('I5');
create trigger account_no_delete before delete on account
    for each row execute function refuse_change('I5');
create trigger account_no_truncate before truncate on account execute function refuse_change('I5');

create function refuse_account() returns trigger language plpgsql as $$
begin
    raise exception '%', tg_argv[0] using errcode = tg_argv[1];
end $$;
create trigger account_closed_is_final before update on account
    for each row when (old.status = 4)
    execute function refuse_account('I4: a closed account never changes', 'LG004');
-- I2: a balance moves only together with the sequence of its postings.
create trigger account_balance_is_posted before update on account
    for each row when (new.seq = old.seq
        and (new.cash <> old.cash or new.contracts <> old.contracts or new.leaps <> old.leaps
             or new.tax_reserve <> old.tax_reserve or new.baseline <> old.baseline)
        or new.seq < old.seq)
    execute function refuse_account('I2: balances move by postings only', 'LG002');
create trigger account_identity before update on account
    for each row when (new.id <> old.id or new.family_id <> old.family_id or new.type <> old.type
        or new.parent_id is distinct from old.parent_id or new.opened_on <> old.opened_on)
    execute function refuse_account('I5: the identity of an account never changes', 'LG005');

-- I9: a fork's child is younger than its parent; the other target of a fork is a Com-Acc.
create function lineage_is_acyclic() returns trigger language plpgsql as $$
begin
    if not exists (select from account where id = new.target_id and type = 3) then
        raise exception 'I9: a fork child must be younger than its parent' using errcode = 'LG009';
    end if;
    return new;
end $$;
create trigger lineage_acyclic before insert on lineage
    for each row when (new.kind = 1 and new.target_id <= new.source_id)
    execute function lineage_is_acyclic();
