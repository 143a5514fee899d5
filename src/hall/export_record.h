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
 * Of the event, added by export.c: at end_at event event_name who words end_words row_guid cd_batch and what one kind of event
 * has besides. */
json_t *export_record(struct hall *h, json_t *dossier, json_t *item);

#endif
