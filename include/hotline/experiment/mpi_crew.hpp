#pragma once

#include <memory>
#include <optional>

#include "hotline/experiment/crew.hpp"

namespace hotline {

// For programs that are built with src/experiment/mpi; the library itself knows nothing of MPI.
//
// The processes of an MPI job: rank 0 leads and plays along, the others play what it hands out.
// MPI must be initialized (MPI_THREAD_FUNNELED) and stay so while the crew lives; only the thread
// that calls it talks to others. When the leader's crew ends, the others are let go.
std::unique_ptr<Crew> mpi_crew();

// For processes that do not lead: waits for what the leader calls up for. Nothing if the leader's
// crew ended without.
std::optional<Errand> receive_errand();

}  // namespace hotline
