local M = {}

local Lexicon = {}
Lexicon.__index = Lexicon

function M.open(path)
  local file, err = io.open(path, "r")
  if not file then
    return nil, err
  end
  local lex = setmetatable({ words = {}, path = path }, Lexicon)
  for line in file:lines() do
    local word, gloss = line:match("^(%S+)%s+(.*)$")
    if word then
      lex.words[word] = gloss
    end
  end
  file:close()
  return lex
end

function Lexicon:lookup(word)
  return self.words[word:lower()]
end

function Lexicon:size()
  local n = 0
  for _ in pairs(self.words) do
    n = n + 1
  end
  return n
end

function Lexicon:__tostring()
  return "lexicon " .. self.path
end

return M
