import {
  ADD_PLANT,
  REMOVE_PLANT,
  WATER_PLANT,
  LOAD_PLANTS_REQUEST,
  LOAD_PLANTS_SUCCESS,
  LOAD_PLANTS_FAILURE,
} from '../actions/plants';

const initialState = {
  items: [],
  loading: false,
  error: null,
};

export default function plants(state = initialState, action) {
  switch (action.type) {
    case LOAD_PLANTS_REQUEST:
      return { ...state, loading: true, error: null };
    case LOAD_PLANTS_SUCCESS:
      return { ...state, loading: false, items: action.plants };
    case LOAD_PLANTS_FAILURE:
      return { ...state, loading: false, error: action.error };
    case ADD_PLANT:
      return { ...state, items: [...state.items, action.plant] };
    case REMOVE_PLANT:
      return { ...state, items: state.items.filter((p) => p.id !== action.id) };
    case WATER_PLANT:
      return {
        ...state,
        items: state.items.map((p) => (p.id === action.id ? { ...p, watered: action.at } : p)),
      };
    default:
      return state;
  }
}
