-- The short way of the most frequent entry: cash from one account to another of its family. The
-- same guards watch it, and it writes the very rows that post_entry writes. It knows no refusal:
-- whatever it does not see through, post_entry decides, and finds the reason.
--   null: nothing was written, ask post_entry.
--   LG090, or a command id that is already there: the call undid itself, ask post_entry.
--
-- What stays off this path, because each piece is paid by every transfer (microseconds of a core):
--   set clauses of the function (20 and more each): names are qualified instead. Functions and
--     operators cannot be planted, since no role may create in a schema that it names here;
--   a statement (6 to 10 before it has touched a row), so three do it all, and the period, the
--     clock and the sequence ride on the updates;
--   an assignment or a condition of PL/pgSQL (1 to 3, each prepared anew in every transaction), so
--     values travel through RETURNING into plain variables of exactly their type;
--   long expressions: each is compiled anew for every statement. The cash buffer is rounded up
--     here; a transfer that only half to even would let through goes the long way;
--   a row as the answer (7): it is an array: entry, family, then type, balance, cash and version of
--     the source and of the target.

create function post_transfer(
    p_id uuid, p_payload text, p_requested bigint, p_actor text, p_role text, p_origin text,
    p_reason text, p_date integer, p_note text, p_source bigint, p_target bigint, p_amount bigint)
returns bigint[] language plpgsql security definer set ledger.writer = 'on' as $$
declare
    v_entry bigint; v_family bigint;
    v_source_type smallint; v_source_seq bigint; v_source_version bigint; v_source_cash bigint;
    v_source_balance bigint;
    v_target_type smallint; v_target_seq bigint; v_target_version bigint; v_target_cash bigint;
    v_target_balance bigint;
begin
    -- Rows are locked in ascending id order, like everywhere.
    if p_target < p_source then
        perform from ledger.account a, ledger.ledger_state where a.id = p_target for no key update of a;
    end if;

    -- Reading ledger_state locks it against close_period until the end, and does so before the
    -- snapshot is taken: each period that is closed is seen. Unlike an advisory lock, this one is kept
    -- with the session, so that many clients do not queue for one place in the lock table.
    update ledger.account a
       set cash = a.cash - p_amount, seq = a.seq + 1, version = a.version + 1,
           last_activity_on = greatest(a.last_activity_on, p_date)
     where a.id = p_source and p_amount > 0
       and exists (select from ledger.ledger_state s
                    where coalesce(s.closed_through < p_date, true)
                      and (s.environment <> 'live'
                           or abs(date_part('epoch', statement_timestamp()) * 1000000 - p_requested)
                              <= 300000000))
       and a.status = 1 and a.type <> 3
       and p_amount <= a.cash - (a.buffer_bp * greatest(a.cash + a.contracts + a.leaps + a.tax_reserve,
                                                        a.baseline) + 9999) / 10000
    returning nextval('ledger.entry_id_seq'), a.family_id, a.type::smallint, a.seq::bigint, a.version,
              a.cash::bigint, a.cash + a.contracts + a.leaps + a.tax_reserve
      into v_entry, v_family, v_source_type, v_source_seq, v_source_version, v_source_cash,
           v_source_balance;

    update ledger.account a
       set cash = a.cash + p_amount, seq = a.seq + 1, version = a.version + 1,
           last_activity_on = greatest(a.last_activity_on, p_date)
     where a.id = p_target and a.family_id = v_family and a.status <= 2
       and a.cash + a.contracts + a.leaps + a.tax_reserve + p_amount
           < case a.forking_enabled when 1 then a.baseline + a.fork_threshold else 1000000000000001 end
    returning a.type::smallint, a.seq::bigint, a.version, a.cash::bigint,
              a.cash + a.contracts + a.leaps + a.tax_reserve
      into v_target_type, v_target_seq, v_target_version, v_target_cash, v_target_balance;
    if v_target_seq is null then
        if v_source_seq is null then return null; end if;
        raise exception 'This transfer is for post_entry to decide.' using errcode = 'LG090';
    end if;

    with moved as (
        insert into ledger.posting (entry_id, account_id, seq, amount, balance_after, recorded_at,
                                    business_date, line, type, sleeve)
        values (v_entry, p_source, v_source_seq, -p_amount, v_source_balance, p_requested, p_date, 1, 4, 0),
               (v_entry, p_target, v_target_seq, p_amount, v_target_balance, p_requested, p_date, 2, 5, 0))
    insert into ledger.command (id, entry_id, requested_at, recorded_at, arrived_at, duration_us,
            business_date, kind, outcome, sha256, payload, actor, role, origin, reason, note,
            changed_accounts, accounts_after)
    values (p_id, v_entry, p_requested, p_requested, date_part('epoch', statement_timestamp()) * 1000000,
            date_part('epoch', clock_timestamp() - statement_timestamp()) * 1000000, p_date, 4, 1,
            sha256(convert_to(p_payload, 'UTF8')), p_payload, p_actor, p_role, p_origin, p_reason, p_note,
            array[least(p_source, p_target), greatest(p_source, p_target)],
            array[p_source, v_source_balance, v_source_cash, v_source_version,
                  p_target, v_target_balance, v_target_cash, v_target_version]);
    return array[v_entry, v_family, v_source_type, v_source_balance, v_source_cash, v_source_version,
                 v_target_type, v_target_balance, v_target_cash, v_target_version];
end $$;

revoke all on function post_transfer from public;
