#pragma once

#include <GL/gl.h>

namespace viewer {

class ScopedMatrix
{
public:
	ScopedMatrix()
	{
		glPushMatrix();
	}

	~ScopedMatrix()
	{
		glPopMatrix();
	}

	ScopedMatrix(const ScopedMatrix &) = delete;
	ScopedMatrix &operator=(const ScopedMatrix &) = delete;
};

class ScopedEnable
{
public:
	explicit ScopedEnable(GLenum cap) : cap(cap), was(glIsEnabled(cap))
	{
		if (!was)
			glEnable(cap);
	}

	~ScopedEnable()
	{
		if (!was)
			glDisable(cap);
	}

	ScopedEnable(const ScopedEnable &) = delete;
	ScopedEnable &operator=(const ScopedEnable &) = delete;

private:
	GLenum cap;
	GLboolean was;
};

}
