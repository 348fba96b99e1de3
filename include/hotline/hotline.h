#ifndef HOTLINE_H
#define HOTLINE_H

/* Hotline from C, and from any language that can call C. docs/embedding.md has an example.
 *
 * - Texts are UTF-8 and end with a zero byte. Those that a function returns belong to the handle
 * they were asked of and live as long as it does; no text is to be freed.
 * - A function that fails returns NULL, or -1 where it returns an int; hotline_error() then tells
 * the calling thread why, in the words of the program.
 * - Threads may call all functions at the same time, but one handle belongs to one thread at a
 * time.
 * - No C++ exception leaves a function. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a scenario showed; how scenarios differ; what the factors of an experiment do. */
typedef struct hotline_result hotline_result;
typedef struct hotline_comparison hotline_comparison;
typedef struct hotline_experiment hotline_experiment;

/* An estimate with its confidence interval, in seconds, shares from 0 to 1, hours or numbers
 * (docs/measures.md). Whatever is unknown is NaN. */
typedef struct hotline_value {
  double value, low, high;
} hotline_value;

/* Everything may be 0 or NULL, but for `size`: then it is as in the scenario, or the first of them.
 * Members that a later version adds come at the end; `size` tells which ones the caller knows. */
typedef struct hotline_options {
  size_t size;          /* sizeof(hotline_options) */
  int replications;     /* how many */
  int threads;          /* 0: on all cores */
  const uint64_t* seed; /* of the random numbers */
  const char*
      precision; /* "1%", "asa=2s": replications are added until intervals are that narrow */
  const char* const* set; /* "path=value", ...: keys of the scenarios to be changed */
  size_t set_count;
  const char* measures; /* of a comparison: "asa,occupancy" instead of the main ones */
  int simultaneous;     /* not 0: all intervals hold together */
  /* Called by the calling thread about ten times a second; anything but 0 ends the play early, with
   * what there is. */
  int (*progress)(int done, int asked, void* context);
  void* context;     /* handed to `progress` */
  const char* store; /* keeps every replication in this SQLite file and plays only what it has not
                        (docs/experiments.md); `hotline resume` goes on with it; not for texts */
} hotline_options;

/* "0.1.0". */
const char* hotline_version(void);

/* Why the last call of this thread that failed did so; empty if none has. Lives until the next call
 * of this thread that fails. */
const char* hotline_error(void);

/* Plays a scenario file, or a scenario in TOML. `options` may be NULL. The result is the same for
 * any number of threads. To be freed with hotline_result_free, as is NULL. */
hotline_result* hotline_run(const char* file, const hotline_options* options);
hotline_result* hotline_run_text(const char* scenario, const hotline_options* options);
void hotline_result_free(hotline_result* result);

/* A measure by its key, as in docs/measures.md, of all calls, agents or the house (`name` NULL or
 * empty), or of one call type or agent group. 0, or -1 if there is no such measure or name. */
int hotline_result_value(const hotline_result* result, const char* measure, const char* name,
                         hotline_value* value);

/* As `hotline run` writes it (docs/output.md); NULL only without memory. */
const char* hotline_result_json(hotline_result* result);          /* summary.json */
const char* hotline_result_summary_csv(hotline_result* result);   /* one line for each estimate */
const char* hotline_result_intervals_csv(hotline_result* result); /* intervals.csv */
const char* hotline_result_days_csv(hotline_result* result);      /* by_day.csv */
const char* hotline_result_text(hotline_result* result);          /* the report */

/* Plays scenario files with the same calls in each and compares them with the first one
 * (docs/experiments.md). count >= 2. To be freed with hotline_comparison_free, as is NULL. */
hotline_comparison* hotline_compare(const char* const* files, size_t count,
                                    const hotline_options* options);
void hotline_comparison_free(hotline_comparison* comparison);

/* The difference of scenario `variant` (from 1) from the first one, like hotline_result_value. */
int hotline_comparison_value(const hotline_comparison* comparison, size_t variant,
                             const char* measure, const char* name, hotline_value* value);

const char* hotline_comparison_json(hotline_comparison* comparison);
const char* hotline_comparison_csv(hotline_comparison* comparison);
const char* hotline_comparison_text(hotline_comparison* comparison);

/* Plays the experiment of a file (docs/sweeps.md). `set`, `measures` and `simultaneous` are of no
 * use here. To be freed with hotline_experiment_free, as is NULL. */
hotline_experiment* hotline_sweep(const char* file, const hotline_options* options);
void hotline_experiment_free(hotline_experiment* experiment);

const char* hotline_experiment_json(hotline_experiment* experiment); /* sweep.json */
const char* hotline_experiment_csv(hotline_experiment* experiment);  /* cells.csv */
const char* hotline_experiment_text(hotline_experiment* experiment); /* the report */

#ifdef __cplusplus
}
#endif

#endif
