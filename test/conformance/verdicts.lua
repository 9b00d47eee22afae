-- Tells which frames pass each filter of a list, all of them in one run of tshark:
--   ONWIRE_FILTERS=list.txt tshark -q -X lua_script:verdicts.lua -r capture.pcap
-- writes a line for each filter: its place in the list, a tab, and the numbers of the frames or `refused`.
local filters = io.open(os.getenv("ONWIRE_FILTERS"), "r")
local taps = {}
for filter in filters:lines() do
  local place = #taps + 1
  local accepted, tap = pcall(Listener.new, "frame", filter)
  taps[place] = accepted and tap or false
  if accepted then
    local numbers = {}
    tap.packet = function(packet) numbers[#numbers + 1] = packet.number end
    tap.draw = function() print(place .. "\t" .. table.concat(numbers, " ")) end
  else
    print(place .. "\trefused")
  end
end
