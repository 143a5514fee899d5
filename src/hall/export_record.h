/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_EXPORT_RECORD_H
#define HALL_EXPORT_RECORD_H

#include <jansson.h>

#include "hall/hall.h"

/* The values that a column of data/exchange/tables.json may name, as one object.
 *
 * Of the dossier and one of its items: dossier_number project_no item_code item_id item_name basic_code local_basic_code
 * catalogue_version bundle_name at_once (yes no) channel applicant_kind (person company) applicant_name applicant_id
 * applicant_id_type applicant_address legal_name contact_name contact_id contact_id_type contact_phone received_at accepted_at
 * promised_at document_no org_code department_name clerk_name work_no window_no hall_code region delivery_mode data_source
 * Of the event, added by export_event.c: at end_at event event_name who words end_words operation (I U) row_guid cd_batch and what
 * one kind of event has besides.
 * A register has records of its own (export_register.c), with at event who words operation and the hall's; and of a card: card_number rule
 * rule_name law light card content object responsible given_at dossier_number project_no item_name end_words; of an errand:
 * errand_number errand_kind errand_kind_name source source_name items outcome outcome_name level registered_at due_at responded_at
 * ended_at followed_at; of a 办不成事: stuck_number category category_name applicant_name matter window_no about class class_name
 * transferred due_at registered_at answered_at answer satisfied. */
json_t *export_record(struct hall *h, json_t *dossier, json_t *item);

/* Adds to a record what the act `uuid` was told: words; of a special procedure also special_kind special_name start_at and
 * end_at, as it is expected. export_act_end adds what the act that ended it said: end_words, end_at. ST_CORRUPT: it cannot be
 * opened. */
enum status export_act(struct hall *h, const char *uuid, json_t *to, struct err *err) MUST_CHECK;
enum status export_act_end(struct hall *h, const char *uuid, json_t *to, struct err *err) MUST_CHECK;
/* Adds licence_name licence_no valid_from valid_to (days) validity (a sentence) of item `no` as acts before `by` (UTC ms)
 * told them, the last one where they differ. Not from `result`, which later acts change: a period that is over stays. */
enum status export_licence(struct hall *h, int64_t dossier, int64_t no, int64_t by, json_t *to, struct err *err) MUST_CHECK;

/* What a 'supply' was told of a deferred paper: which, the day on which it arrived, whether it was fit. */
struct export_supply { char material[96], arrived[11]; bool fit; };
enum status export_supply(struct hall *h, const char *uuid, struct export_supply *out, struct err *err) MUST_CHECK;

#endif
