require 'spec_helper'

RSpec.describe Dispatch::Queue do
  subject(:queue) { described_class.new(capacity: 3) }

  describe '#push' do
    it 'accepts up to its capacity' do
      expect(queue.push(:a)).to be true
      expect(queue.push(:b)).to be true
      expect(queue.push(:c)).to be true
      expect(queue.push(:d)).to be false
      expect(queue.size).to eq(3)
    end
  end

  describe '#pop' do
    before { %i[a b].each { |job| queue.push(job) } }

    it 'returns the oldest job' do
      expect(queue.pop).to eq(:a)
      expect(queue.pop).to eq(:b)
      expect(queue.pop).to be_nil
    end

    it 'makes room' do
      queue.pop
      expect(queue.size).to eq(1)
      expect(queue).not_to be_full
    end
  end

  it 'refuses a capacity of zero' do
    expect { described_class.new(capacity: 0) }.to raise_error(ArgumentError)
  end
end
