'use strict';

// The picture wall of the home page: loads a list of pictures, lays them out, reacts to the mouse.

const wall = document.querySelector('#wall');
const state = {pictures: [], tag: null, loading: false, page: 0};

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== undefined) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children);
  return node;
}

async function loadPage(page) {
  if (state.loading) return;
  state.loading = true;
  wall.classList.add('busy');
  try {
    const answer = await fetch(`/pictures?page=${page}`, {headers: {accept: 'application/json'}});
    if (!answer.ok) throw new Error(`pictures: ${answer.status} ${answer.statusText}`);
    const {pictures} = await answer.json();
    state.pictures.push(...pictures);
    state.page = page;
    draw();
  } catch (error) {
    wall.append(element('p', {class: 'complaint', role: 'alert'}, error.message));
  } finally {
    state.loading = false;
    wall.classList.remove('busy');
  }
}

function caption(picture) {
  const taken = new Date(picture.taken).toLocaleDateString(undefined, {dateStyle: 'medium'});
  return element('figcaption', {}, `${picture.title}, ${taken}`);
}

function figure(picture) {
  return element('figure', {'data-id': picture.id, onclick: () => open(picture)},
    element('img', {src: picture.thumbnail, alt: picture.title, loading: 'lazy'}),
    caption(picture));
}

function draw() {
  const chosen = state.pictures.filter(({tags}) => state.tag === null || tags.includes(state.tag));
  wall.replaceChildren(...chosen.map(figure));
  document.title = chosen.length === 1 ? 'one picture' : `${chosen.length} pictures`;
}

class Wall {}
const proto = Wall.prototype;

// paste:isotope_layout

function open(picture) {
  const dialog = element('dialog', {class: 'large'},
    element('img', {src: picture.url, alt: picture.title}),
    caption(picture));
  dialog.addEventListener('close', () => dialog.remove(), {once: true});
  document.body.append(dialog);
  dialog.showModal();
}

function chooseTag(tag) {
  state.tag = tag;
  for (const button of document.querySelectorAll('#tags button')) {
    button.setAttribute('aria-pressed', String(button.value === tag));
  }
  draw();
}

// paste:flickity_drag

const watcher = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) loadPage(state.page + 1);
}, {rootMargin: '400px'});

document.querySelector('#tags').addEventListener('click', (event) => {
  if (event.target.matches('button')) chooseTag(event.target.value || null);
});
watcher.observe(document.querySelector('#more'));
loadPage(0);
