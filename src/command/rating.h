/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_RATING_H
#define COMMAND_RATING_H

#include "hall/hall.h"

/* `yichuang rating device`: stands between the store and the evaluators of the windows (data/contract/evaluator.md) until
 * SIGTERM or SIGINT. One runs for a hall: ST_BUSY with E-6210 when another does. */
enum status rating_device_run(struct hall *h, struct err *err) MUST_CHECK;

#endif
