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

-- Many plain commands in one call: postings of one account against the system and transfers within a
-- family, cash only, in their order. What is plainly allowed is worked out in memory, one command
-- after the other, and written in sets; whatever is not goes to post_entry at its place, which knows
-- the reason. One row for each command, in no particular order: `o_at` says which.
--
-- p_accounts: all customer accounts, ascending, each once. p_first, p_second: places in it; a system
--   account is its id, negative. p_amount, p_type: of the first; the second takes the opposite.
-- p_plain: false for what post_entry has to decide anyway, such as an id that the batch has twice.
-- Texts that all commands share come once.
create function post_batch(
    p_id uuid[], p_kind smallint[], p_payload text[], p_requested bigint[], p_actor text[], p_role text[],
    p_origin text[], p_reason text[], p_date integer[], p_original integer[], p_note text[],
    p_import bigint[], p_row bigint[], p_plain boolean[], p_accounts bigint[], p_first integer[],
    p_second integer[], p_type smallint[], p_other_type smallint[], p_amount bigint[], p_baseline bigint[],
    p_gain bigint[], p_underlying text[], p_symbol text[], p_contracts integer[], p_trade_date integer[])
returns table (
    o_at integer, o_outcome smallint, o_was_done boolean, o_entry bigint, o_recorded bigint,
    o_refusal_code smallint, o_refusal_account bigint, o_refusal_limit bigint, o_refusal_detail text,
    o_refusal_field text, o_client bigint, o_family bigint, o_opened bigint[], o_changed bigint[],
    o_families bigint[], o_types smallint[], o_after bigint[])
language plpgsql security definer set search_path = ledger, pg_temp
    set plan_cache_mode = force_generic_plan set ledger.writer = 'on' as $$
declare
    n         integer := cardinality(p_id);
    v_arrived bigint := date_part('epoch', statement_timestamp()) * 1000000;
    v_from    integer := 1; -- the first command that is not written yet
    k integer; s integer; t integer; x bigint; i integer;
    v_before bigint; v_free bigint; v_ok boolean;
    v_plain boolean[];
    -- By account, as the commands before this one leave it.
    a_cash bigint[]; a_rest bigint[]; a_base bigint[]; a_gain bigint[]; a_seq bigint[]; a_version bigint[];
    a_family bigint[]; a_threshold bigint[]; a_type smallint[]; a_status smallint[]; a_buffer bigint[];
    a_may_leave boolean[]; a_on integer[];
    -- By command.
    v_entry bigint[]; v_gain bigint[]; v_seq bigint[]; v_balance bigint[]; v_cash bigint[];
    v_version bigint[]; v_seq2 bigint[]; v_balance2 bigint[]; v_cash2 bigint[]; v_version2 bigint[];
    a record;
    r post_result;
begin
    if not pg_try_advisory_xact_lock_shared(1095521618) then
        perform pg_advisory_xact_lock_shared(1095521618);
    end if;
    with locked as materialized (
        select b.* from account b where b.id = any (p_accounts) and b.id >= 1000
         order by b.id for no key update)
    select array_agg(l.cash), array_agg(l.rest), array_agg(l.baseline), array_agg(l.gain), array_agg(l.seq),
           array_agg(l.version), array_agg(l.family_id), array_agg(l.threshold), array_agg(l.type),
           array_agg(l.status), array_agg(l.buffer), array_agg(l.may_leave), array_agg(l.last_on)
      into a_cash, a_rest, a_base, a_gain, a_seq, a_version, a_family, a_threshold, a_type, a_status,
           a_buffer, a_may_leave, a_on
      from (select b.cash::bigint as cash, b.contracts + b.leaps + b.tax_reserve as rest,
                   b.baseline::bigint as baseline, b.reinvestable::bigint as gain, b.seq::bigint as seq,
                   b.version, b.family_id, b.type::smallint as type, b.status::smallint as status,
                   case when b.type = 1 and b.forking_enabled = 1 then b.fork_threshold
                        else 3000000000000000 end as threshold,
                   b.buffer_bp::bigint as buffer, b.type <> 3 and b.withdrawals_allowed = 1 as may_leave,
                   b.last_activity_on as last_on
              from unnest(p_accounts) with ordinality u (id, o) left join locked b on b.id = u.id
             order by u.o) l;
    -- After the row locks: a copy of a command that ran at the same time has committed by now.
    select array_agg(q.plain) into v_plain
      from (select u.plain and c.id is null and coalesce(z.closed_through < u.date, true)
                   and (z.environment <> 'live' or abs(v_arrived - u.requested) <= 300000000) as plain
              from ledger_state z, unnest(p_id, p_date, p_requested, p_plain)
                   with ordinality u (id, date, requested, plain, o)
              left join command c on c.id = u.id
             order by u.o) q;

    for k in 1 .. n + 1 loop
        v_ok := false;
        if k <= n then
            s := p_first[k]; t := p_second[k]; x := p_amount[k];
            v_before := a_cash[s] + a_rest[s];
            v_ok := v_plain[k] and a_status[s] = 1 and a_cash[s] + x >= 0
                and v_before + x <= 1000000000000000 and abs(a_base[s] + p_baseline[k]) <= 1000000000000000
                and (v_before - a_base[s] >= a_threshold[s]
                     or v_before + x - a_base[s] - p_baseline[k] < a_threshold[s]);
            if v_ok and p_type[k] in (3, 4) then
                -- The buffer is rounded up; what only half to even lets through goes the long way.
                v_free := a_cash[s] - (a_buffer[s] * greatest(v_before, a_base[s]) + 9999) / 10000;
                v_ok := -x <= v_free and (a_may_leave[s] or p_type[k] = 4 and a_type[s] <> 3);
            end if;
            if v_ok and t > 0 then
                v_before := a_cash[t] + a_rest[t];
                v_ok := x < 0 and s <> t and a_status[t] = 1 and a_family[t] = a_family[s]
                    and v_before - x <= 1000000000000000
                    and (v_before - a_base[t] >= a_threshold[t] or v_before - x - a_base[t] < a_threshold[t]);
            end if;
        end if;

        if v_ok then
            v_entry[k] := nextval('entry_id_seq');
            a_cash[s] := a_cash[s] + x;
            a_base[s] := a_base[s] + p_baseline[k];
            a_seq[s] := a_seq[s] + 1;
            a_version[s] := a_version[s] + 1;
            a_on[s] := greatest(a_on[s], p_date[k]);
            v_gain[k] := 0;
            if p_gain[k] <> 0 then -- stops at zero and at the largest amount; what really moved is stored
                v_gain[k] := least(greatest(-a_gain[s], p_gain[k]), 1000000000000000 - a_gain[s]);
                a_gain[s] := a_gain[s] + v_gain[k];
            end if;
            v_seq[k] := a_seq[s]; v_cash[k] := a_cash[s]; v_balance[k] := a_cash[s] + a_rest[s];
            v_version[k] := a_version[s];
            if t > 0 then
                a_cash[t] := a_cash[t] - x;
                a_seq[t] := a_seq[t] + 1;
                a_version[t] := a_version[t] + 1;
                a_on[t] := greatest(a_on[t], p_date[k]);
                v_seq2[k] := a_seq[t]; v_cash2[k] := a_cash[t]; v_balance2[k] := a_cash[t] + a_rest[t];
                v_version2[k] := a_version[t];
            end if;
            continue;
        end if;

        if v_from < k then -- write what was worked out so far
            update account b
               set cash = a_cash[u.i], baseline = a_base[u.i], reinvestable = a_gain[u.i], seq = a_seq[u.i],
                   version = a_version[u.i], last_activity_on = a_on[u.i]
              from (select distinct y.i from (
                        select p_first[g] as i from generate_series(v_from, k - 1) g
                        union all select p_second[g] from generate_series(v_from, k - 1) g) y
                     where y.i > 0) u
             where b.id = p_accounts[u.i];
            insert into posting (entry_id, account_id, seq, amount, baseline_delta, gain_delta, balance_after,
                                 recorded_at, business_date, line, type, sleeve, underlying, option_symbol,
                                 contracts, trade_date)
            select v_entry[g], p_accounts[p_first[g]], v_seq[g], p_amount[g], p_baseline[g], v_gain[g],
                   v_balance[g], p_requested[g], p_date[g], 1, p_type[g], 0, p_underlying[g], p_symbol[g],
                   p_contracts[g], p_trade_date[g]
              from generate_series(v_from, k - 1) g
            union all
            select v_entry[g], case when p_second[g] > 0 then p_accounts[p_second[g]] else -p_second[g] end,
                   v_seq2[g], -p_amount[g], 0, 0, v_balance2[g], p_requested[g], p_date[g], 2,
                   p_other_type[g], 0, null, null, null, null
              from generate_series(v_from, k - 1) g;
            insert into command (id, entry_id, requested_at, recorded_at, arrived_at, duration_us,
                    business_date, original_date, kind, outcome, import_id, import_row, sha256, payload, actor,
                    role, origin, reason, note, changed_accounts, accounts_after)
            select p_id[g], v_entry[g], p_requested[g], p_requested[g], v_arrived,
                   date_part('epoch', clock_timestamp()) * 1000000 - v_arrived, p_date[g], p_original[g],
                   p_kind[g], 1, p_import[g], p_row[g], sha256(convert_to(p_payload[g], 'UTF8')), p_payload[g],
                   coalesce(p_actor[g], p_actor[1]), coalesce(p_role[g], p_role[1]),
                   coalesce(p_origin[g], p_origin[1]), coalesce(p_reason[g], p_reason[1]),
                   coalesce(p_note[g], p_note[1]),
                   case when p_second[g] > p_first[g] then array[p_accounts[p_first[g]], p_accounts[p_second[g]]]
                        when p_second[g] > 0 then array[p_accounts[p_second[g]], p_accounts[p_first[g]]]
                        else array[p_accounts[p_first[g]]] end,
                   case when p_second[g] > 0
                        then array[p_accounts[p_first[g]], v_balance[g], v_cash[g], v_version[g],
                                   p_accounts[p_second[g]], v_balance2[g], v_cash2[g], v_version2[g]]
                        else array[p_accounts[p_first[g]], v_balance[g], v_cash[g], v_version[g]] end
              from generate_series(v_from, k - 1) g;
            return query
            select g, 1::smallint, false, v_entry[g], p_requested[g], null::smallint, null::bigint,
                   null::bigint, null::text, null::text, null::bigint, null::bigint, null::bigint[],
                   null::bigint[], array[a_family[p_first[g]]],
                   case when p_second[g] > 0 and a_type[p_second[g]] <> a_type[p_first[g]]
                        then array[a_type[p_first[g]], a_type[p_second[g]]]
                        else array[a_type[p_first[g]]] end,
                   case when p_second[g] > p_first[g]
                        then array[p_accounts[p_first[g]], v_balance[g], v_cash[g], v_version[g],
                                   p_accounts[p_second[g]], v_balance2[g], v_cash2[g], v_version2[g]]
                        when p_second[g] > 0
                        then array[p_accounts[p_second[g]], v_balance2[g], v_cash2[g], v_version2[g],
                                   p_accounts[p_first[g]], v_balance[g], v_cash[g], v_version[g]]
                        else array[p_accounts[p_first[g]], v_balance[g], v_cash[g], v_version[g]] end
              from generate_series(v_from, k - 1) g;
        end if;
        v_from := k + 1;
        if k <= n then
            r := post_entry(p_id[k], p_kind[k], p_payload[k], p_requested[k], coalesce(p_actor[k], p_actor[1]),
                    coalesce(p_role[k], p_role[1]), coalesce(p_origin[k], p_origin[1]),
                    coalesce(p_reason[k], p_reason[1]), p_date[k], coalesce(p_note[k], p_note[1]),
                    case when t > s then array[p_accounts[s], p_accounts[t]]
                         when t > 0 then array[p_accounts[t], p_accounts[s]] else array[p_accounts[s]] end,
                    array[p_accounts[s], case when t > 0 then p_accounts[t] else -t end],
                    array[p_type[k], p_other_type[k]], '{0,0}', array[x, -x], array[p_baseline[k], 0],
                    case when p_gain[k] <> 0 then array[p_gain[k], 0] end, null,
                    nullif(jsonb_strip_nulls(jsonb_build_object(
                        'importId', p_import[k], 'importRow', p_row[k], 'originalDate', p_original[k],
                        'trades', case when p_symbol[k] is not null then jsonb_build_array(jsonb_build_object(
                             'underlying', p_underlying[k], 'optionSymbol', p_symbol[k],
                             'contracts', p_contracts[k], 'tradeDate', p_trade_date[k]), null) end)), '{}'));
            return query select k, r.outcome, r.was_done, r.entry_id, r.recorded_at, r.refusal_code,
                   r.refusal_account, r.refusal_limit, r.refusal_detail, r.refusal_field, r.client_id,
                   r.family_id, r.opened, r.changed, r.families, r.types, r.accounts_after;
            for a in select b.* from account b where b.id in (p_accounts[s], p_accounts[t]) loop
                i := case when a.id = p_accounts[s] then s else t end;
                a_cash[i] := a.cash; a_base[i] := a.baseline; a_gain[i] := a.reinvestable;
                a_seq[i] := a.seq; a_version[i] := a.version; a_on[i] := a.last_activity_on;
            end loop;
        end if;
    end loop;
end $$;

revoke all on function post_batch from public;
