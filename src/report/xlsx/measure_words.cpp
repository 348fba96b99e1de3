#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "report/xlsx/words.hpp"

namespace hotline::detail {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

// In the order of the keys.
constexpr Word kMeasures[] = {
    {"abandoned", "abandonaron la fila"},
    {"abandonment", "abandono"},
    {"abandonment_after_target", "abandono después del tiempo meta"},
    {"abandonment_in_target", "abandono dentro del tiempo meta"},
    {"after_call_hours", "horas-agente de trabajo posterior"},
    {"announced_wait_error", "error de la espera anunciada"},
    {"announced_wait_square_error", "error cuadrático de la espera anunciada"},
    {"answered", "llamadas contestadas"},
    {"asa", "espera media de las atendidas"},
    {"attempts", "intentos de llamada"},
    {"away_hours", "horas-agente fuera del teléfono"},
    {"balked", "colgaron al pedirles esperar"},
    {"blocked", "no hallaron línea libre"},
    {"break_hours", "horas-agente en descanso"},
    {"busy_hours", "horas-agente ocupadas"},
    {"called_back", "pidieron que se les llame"},
    {"called_off", "el marcador colgó mientras sonaba"},
    {"caller_abandonment", "personas que desistieron, parte"},
    {"caller_abandonment_after_target", "personas que desistieron después del tiempo meta"},
    {"caller_abandonment_in_target", "personas que desistieron dentro del tiempo meta"},
    {"caller_asa", "espera media por persona atendida, todos los intentos"},
    {"caller_excess", "espera media por persona más allá de la meta"},
    {"caller_service_level", "nivel de servicio por persona"},
    {"caller_service_level_abandons_good",
     "nivel de servicio por persona, abandonos a tiempo cuentan como buenos"},
    {"caller_service_level_less_short_abandons",
     "nivel de servicio por persona, sin abandonos breves"},
    {"caller_service_level_of_answered", "nivel de servicio de las personas atendidas"},
    {"caller_wait_abandoned", "espera media de quienes desistieron, todos los intentos"},
    {"caller_wait_all", "espera media por persona recibida, todos los intentos"},
    {"caller_wait_p50", "el 50 % de las personas esperó a lo más"},
    {"caller_wait_p80", "el 80 % de las personas esperó a lo más"},
    {"caller_wait_p90", "el 90 % de las personas esperó a lo más"},
    {"caller_wait_p95", "el 95 % de las personas esperó a lo más"},
    {"caller_wait_p99", "el 99 % de las personas esperó a lo más"},
    {"caller_wait_square", "espera cuadrática media por persona atendida"},
    {"caller_waited", "personas que tuvieron que esperar"},
    {"callers", "personas que llaman"},
    {"callers_abandoned", "personas que desistieron"},
    {"callers_never_offered", "personas nunca recibidas"},
    {"callers_offered", "personas recibidas"},
    {"callers_served", "personas atendidas"},
    {"callers_turned_away", "personas rechazadas"},
    {"calls_per_hour", "llamadas por hora-agente"},
    {"closed", "llamaron fuera de horario"},
    {"cost", "costo"},
    {"cost_per_call", "costo por llamada atendida"},
    {"coverage_callers", "personas que al fin hablaron con alguien"},
    {"coverage_calls", "llamadas que hablaron con alguien"},
    {"coverage_demand", "llamadas hechas con alguien en turno"},
    {"coverage_hours", "horas con alguien en turno"},
    {"cut_off", "cortadas al acabar el turno"},
    {"dismissed", "despedidas de la fila"},
    {"dropped", "contestaron al marcador sin agente libre"},
    {"excess", "espera media más allá de la meta"},
    {"handed_over", "transferidas"},
    {"hung_up", "colgaron a la máquina"},
    {"idle_hours", "horas-agente libres"},
    {"line_cost", "líneas telefónicas"},
    {"margin", "ingreso menos costo"},
    {"message_left", "dejaron mensaje desde la fila"},
    {"message_left_closed", "dejaron mensaje fuera de horario"},
    {"not_dialled", "sin marcar al terminar"},
    {"occupancy", "ocupación"},
    {"offered", "recibidas"},
    {"overtime_hours", "horas-agente extra"},
    {"paid_hours", "horas-agente pagadas"},
    {"penalties", "penas por llamadas perdidas"},
    {"queue_longest", "fila más larga"},
    {"queue_mean", "personas en fila"},
    {"rejected", "hallaron la fila llena"},
    {"retries", "llamadas repetidas"},
    {"revenue", "ingreso"},
    {"self_served", "atendidas por la máquina"},
    {"served", "atendidas"},
    {"service_level", "nivel de servicio"},
    {"service_level_abandons_good", "nivel de servicio, abandonos a tiempo cuentan como buenos"},
    {"service_level_less_short_abandons", "nivel de servicio, sin abandonos breves"},
    {"service_level_of_answered", "nivel de servicio, de las atendidas"},
    {"staffed_hours", "horas-agente en turno"},
    {"talk_hours", "horas-agente de conversación"},
    {"target_met", "intervalos que cumplieron la meta"},
    {"unreached", "se llamó y nadie contestó"},
    {"wage_cost", "salarios"},
    {"wages", "salarios"},
    {"wait_abandoned", "espera media de los abandonos"},
    {"wait_all", "espera media de las recibidas"},
    {"wait_longest", "espera más larga"},
    {"wait_p50", "el 50 % esperó a lo más"},
    {"wait_p80", "el 80 % esperó a lo más"},
    {"wait_p90", "el 90 % esperó a lo más"},
    {"wait_p95", "el 95 % esperó a lo más"},
    {"wait_p99", "el 99 % esperó a lo más"},
    {"wait_sd", "desviación típica de la espera"},
    {"wait_square", "espera cuadrática media de las atendidas"},
    {"waited", "tuvieron que esperar"},
    {"wrong_person", "se llamó y contestó otra persona"},
};

static_assert(std::ranges::is_sorted(kMeasures, {}, &Word::first));

}  // namespace

std::string_view measure_in_spanish(std::string_view key) {
  const auto found = std::ranges::lower_bound(kMeasures, key, {}, &Word::first);
  return found != std::end(kMeasures) && found->first == key ? found->second : std::string_view();
}

}  // namespace hotline::detail
