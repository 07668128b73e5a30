-- Commands that touch no account: one that a planner refused, and the closing of a period. Like
-- post_entry, one call is one transaction and an id is used once.
-- p_code:    the refusal, a number of domain::RefusalCode; null when there is none.
-- p_through: the day through which the books are closed; null when they are not.
create function record_command(
    p_id uuid, p_kind smallint, p_payload text, p_date integer, p_requested bigint, p_actor text,
    p_role text, p_origin text, p_reason text, p_note text, p_code smallint, p_account bigint,
    p_limit bigint, p_detail text, p_field text, p_through integer)
returns post_result language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
    v_sha     bytea := sha256(convert_to(p_payload, 'UTF8'));
    v_arrived bigint := date_part('epoch', statement_timestamp()) * 1000000;
    v_known   bytea;
    v_closed  integer;
    v_code    smallint := p_code;
    v_detail  text := p_detail;
    v_field   text := p_field;
begin
    if p_through is not null then
        -- Waits for the writes that are under way, like close_period.
        perform pg_advisory_xact_lock(1095521618);
        lock table ledger_state in access exclusive mode;
    end if;
    select c.sha256 into v_known from command c where c.id = p_id;
    if found then
        if v_known = v_sha then return stored_result(p_id); end if;
        return row(2, false, null, p_requested, 2, null, null, null, null, null, null, null, null, null,
                   null, null)::post_result;
    end if;
    if p_through is not null then
        select s.closed_through into v_closed from ledger_state s;
        if p_through < v_closed then
            v_code := 7; v_field := 'date';
            v_detail := to_char(date '1970-01-01' + v_closed, 'YYYY-MM-DD');
        elsif v_closed is distinct from p_through then
            perform close_period(p_through, p_actor, p_reason, p_requested);
        end if;
    end if;
    insert into command (id, requested_at, recorded_at, arrived_at, duration_us, business_date, kind,
            outcome, refusal_code, refusal_account, refusal_limit, sha256, payload, actor, role, origin,
            reason, note, refusal_detail, refusal_field)
    values (p_id, p_requested, p_requested, v_arrived,
            date_part('epoch', clock_timestamp()) * 1000000 - v_arrived, p_date, p_kind,
            case when v_code is null then 1 else 2 end, v_code, p_account, p_limit, v_sha, p_payload,
            p_actor, p_role, p_origin, p_reason, p_note, v_detail, v_field);
    return row(case when v_code is null then 1 else 2 end, false, null, p_requested, v_code, p_account,
               p_limit, v_detail, v_field, null, null, null, '{}', null, null, null)::post_result;
end $$;
revoke all on function record_command from public;
