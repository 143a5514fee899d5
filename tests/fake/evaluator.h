/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAKE_EVALUATOR_H
#define TESTS_FAKE_EVALUATOR_H

/* A simulated evaluator: a driver as a vendor would write one by data/contract/evaluator.md, worked by hand. All calls end
 * the test program after half a minute without an answer. */
struct fake_evaluator { int listener, fd; char path[108]; };
void fake_evaluator_plug(struct fake_evaluator *e, const char *hall, const char *window);
/* The same for any other device with a socket of its own: a reader of cards (data/contract/reader.md). */
void fake_evaluator_plug_at(struct fake_evaluator *e, const char *path);
void fake_evaluator_unplug(struct fake_evaluator *e);
/* Waits for a request; its line into out[1024]. */
void fake_evaluator_asked(struct fake_evaluator *e, char out[1024]);
void fake_evaluator_say(struct fake_evaluator *e, const char *line);
/* Waits until the other side has hung up. */
void fake_evaluator_left(struct fake_evaluator *e);

#endif
