-- Guards that no writer can pass: conservation, append-only history, closed is final.
-- No WHEN clauses on the hot path: PostgreSQL parses them anew for every statement.

-- I1: each statement that adds postings adds whole entries, two lines or more that sum to zero.
-- The first question serves a statement that adds one entry, which nearly all do, without a sort.
create function postings_conserve() returns trigger language plpgsql as $$
begin
    if (select sum(amount) <> 0 or count(*) < 2 or min(entry_id) <> max(entry_id)
               or bool_or((account_id < 1000) <> (seq is null) or (seq is null) <> (balance_after is null))
          from added)
       and exists (select from added group by entry_id
                    having sum(amount) <> 0 or count(*) < 2
                        or bool_or((account_id < 1000) <> (seq is null)
                                   or (seq is null) <> (balance_after is null))) then
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
create trigger growth_event_no_delete before delete on growth_event
    for each row execute function refuse_change('I5');
create trigger growth_event_no_truncate before truncate on growth_event
    for each statement execute function refuse_change('I5');
create trigger pending_fork_no_delete before delete on pending_fork
    for each row execute function refuse_change('I5');
create trigger pending_fork_no_truncate before truncate on pending_fork
    for each statement execute function refuse_change('I5');
create trigger reinvestment_no_delete before delete on reinvestment
    for each row execute function refuse_change('I5');
create trigger account_no_delete before delete on account
    for each row execute function refuse_change('I5');
create trigger account_no_truncate before truncate on account execute function refuse_change('I5');

-- I2: a balance moves only together with the sequence of its postings. I4: closed is final. The
-- hot path pays for each word of this condition, so what it cannot do is asked by triggers of its own.
create function guard_account() returns trigger language plpgsql as $$
begin
    if old.status = 4 or new.seq <= old.seq then
        if old.status = 4 then
            raise exception 'I4: a closed account never changes' using errcode = 'LG004';
        end if;
        if new.seq < old.seq or new.cash <> old.cash or new.contracts <> old.contracts
           or new.leaps <> old.leaps or new.tax_reserve <> old.tax_reserve or new.baseline <> old.baseline
           or new.reinvestable <> old.reinvestable then
            raise exception 'I2: balances move by postings only' using errcode = 'LG002';
        end if;
    end if;
    return new;
end $$;
create trigger account_guard before update on account for each row execute function guard_account();

-- I4: a closed account is empty and has a reason.
create function guard_status() returns trigger language plpgsql as $$
begin
    if new.status <> old.status and (new.status = 4) <> (new.close_reason is not null)
       or new.status = 4 and (new.cash <> 0 or new.contracts <> 0 or new.leaps <> 0 or new.tax_reserve <> 0) then
        raise exception 'I4: a closed account is empty and has a reason' using errcode = 'LG004';
    end if;
    return new;
end $$;
create trigger account_status_guard before update of status, close_reason on account
    for each row execute function guard_status();

-- I5: the identity of an account never changes.
create function guard_identity() returns trigger language plpgsql as $$
begin
    if new.id <> old.id or new.family_id <> old.family_id or new.type <> old.type
       or new.parent_id <> old.parent_id or new.opened_on <> old.opened_on
       or new.path <> old.path or new.branch_id <> old.branch_id then
        raise exception 'I5: the identity of an account never changes' using errcode = 'LG005';
    end if;
    return new;
end $$;
create trigger account_identity_guard
    before update of id, family_id, type, parent_id, opened_on, path, branch_id on account
    for each row execute function guard_identity();

-- I9: a child is younger than its parent, so no cycle can form. System accounts have no family.
create function guard_new_accounts() returns trigger language plpgsql as $$
begin
    if exists (select from added where (id < 1000) <> (family_id is null) or (id < 1000) <> (type = 0)
                  or parent_id >= id or (status = 4) <> (close_reason is not null)
                  or status = 4 and cash + contracts + leaps + tax_reserve <> 0) then
        raise exception 'I9: the row of a new account is not sound' using errcode = 'LG009';
    end if;
    return null;
end $$;
create trigger account_sound after insert on account
    referencing new table as added for each statement execute function guard_new_accounts();

-- The limits of a policy that depend on each other and on the type of its account.
create function policies_fit() returns trigger language plpgsql as $$
begin
    if exists (select from added p join account a on a.id = p.account_id
                where p.delta_min >= p.delta_max or p.contracts_bp + p.leaps_bp <> 10000
                   or p.merge_threshold <= p.fork_threshold
                   or a.type = 3 and p.withdrawals_allowed = 1 or a.type <> 1 and p.forking_enabled = 1
                   or a.type = 1 and (p.fork_threshold = 0 or
                      p.fork_retain_bp + p.fork_child_bp + p.fork_com_bp <> 10000)) then
        raise exception 'policy: the policy does not fit the type of its account' using errcode = 'LG019';
    end if;
    return null;
end $$;
create trigger policy_fits_type after insert on policy
    referencing new table as added for each statement execute function policies_fit();

-- I9: a fork's child is younger than its parent; the other target of a fork is a Com-Acc. Nothing
-- grows out of itself.
create function lineage_is_acyclic() returns trigger language plpgsql as $$
begin
    if new.target_id = new.source_id or new.kind = 1 and new.target_id <= new.source_id
       and not exists (select from account where id = new.target_id and type = 3) then
        raise exception 'I9: a fork child must be younger than its parent' using errcode = 'LG009';
    end if;
    return new;
end $$;
create trigger lineage_acyclic before insert on lineage
    for each row execute function lineage_is_acyclic();

-- I10: what growth did is told once: a pending fork ends once, an event is rolled back once.
create function guard_pending_fork() returns trigger language plpgsql as $$
begin
    if old.state <> 1 or new.id <> old.id or new.account_id <> old.account_id
       or new.entry_id is distinct from old.entry_id or new.surplus <> old.surplus
       or new.threshold <> old.threshold or new.recorded_at <> old.recorded_at then
        raise exception 'I10: a pending fork ends once' using errcode = 'LG010';
    end if;
    return new;
end $$;
create trigger pending_fork_guard before update on pending_fork
    for each row execute function guard_pending_fork();

create function guard_growth_event() returns trigger language plpgsql as $$
begin
    if old.state <> 1 or new.state <> 2
       or row(new.id, new.kind, new.family_id, new.account_id, new.other_id, new.amount,
              new.business_date, new.recorded_at)
          is distinct from row(old.id, old.kind, old.family_id, old.account_id, old.other_id, old.amount,
              old.business_date, old.recorded_at) then
        raise exception 'I10: a growth event is only rolled back, and once' using errcode = 'LG010';
    end if;
    return new;
end $$;
create trigger growth_event_guard before update on growth_event
    for each row execute function guard_growth_event();

-- A reinvestment that was completed or cancelled stays so.
create function guard_reinvestment() returns trigger language plpgsql as $$
begin
    if old.state in (4, 6) or new.id <> old.id or new.account_id <> old.account_id
       or new.due_on <> old.due_on then
        raise exception 'I10: a reinvestment ends once' using errcode = 'LG010';
    end if;
    return new;
end $$;
create trigger reinvestment_guard before update on reinvestment
    for each row execute function guard_reinvestment();
