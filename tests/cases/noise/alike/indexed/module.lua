local Inventory = {}
Inventory.__index = Inventory

function Inventory.new(capacity)
    local self = setmetatable({}, Inventory)
    self.capacity = capacity or 20
    self.slots = {}
    self.weight = 0
    return self
end

function Inventory:add(item)
    if #self.slots >= self.capacity then
        return false, "inventory is full"
    end
    table.insert(self.slots, item)
    self.weight = self.weight + item.weight
    return true
end

function Inventory:remove(name)
    for i, item in ipairs(self.slots) do
        if item.name == name then
            table.remove(self.slots, i)
            self.weight = self.weight - item.weight
            return item
        end
    end
    return nil
end

function Inventory:count()
    return #self.slots
end

return Inventory
