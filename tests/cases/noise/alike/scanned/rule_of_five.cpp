#include "sprite.h"

#include <cstdint>
#include <cstring>

namespace arcade {

Sprite::Sprite(int w, int h) : m_w(w), m_h(h), m_pixels(new uint32_t[w * h])
{
	std::memset(m_pixels, 0, sizeof(uint32_t) * w * h);
}

Sprite::~Sprite()
{
	delete[] m_pixels;
}

Sprite::Sprite(const Sprite &rhs) : m_w(rhs.m_w), m_h(rhs.m_h), m_pixels(new uint32_t[rhs.m_w * rhs.m_h])
{
	std::memcpy(m_pixels, rhs.m_pixels, sizeof(uint32_t) * m_w * m_h);
}

Sprite &Sprite::operator=(const Sprite &rhs)
{
	if (this == &rhs)
		return *this;
	uint32_t *fresh = new uint32_t[rhs.m_w * rhs.m_h];
	std::memcpy(fresh, rhs.m_pixels, sizeof(uint32_t) * rhs.m_w * rhs.m_h);
	delete[] m_pixels;
	m_pixels = fresh;
	m_w = rhs.m_w;
	m_h = rhs.m_h;
	return *this;
}

Sprite::Sprite(Sprite &&rhs) noexcept : m_w(rhs.m_w), m_h(rhs.m_h), m_pixels(rhs.m_pixels)
{
	rhs.m_pixels = nullptr;
	rhs.m_w = rhs.m_h = 0;
}

Sprite &Sprite::operator=(Sprite &&rhs) noexcept
{
	std::swap(m_w, rhs.m_w);
	std::swap(m_h, rhs.m_h);
	std::swap(m_pixels, rhs.m_pixels);
	return *this;
}

}
