import * as types from "../constants/ActionTypes";

const initial = {
    channels: {},
    current: null,
    connected: false,
    unread: 0
};

const chat = (state = initial, action) => {
    switch (action.type) {
        case types.SOCKET_OPEN:
            return Object.assign({}, state, { connected: true });
        case types.SOCKET_CLOSED:
            return Object.assign({}, state, { connected: false });
        case types.CHANNEL_SELECTED:
            return Object.assign({}, state, {
                current: action.payload.name,
                unread: 0
            });
        case types.MESSAGE_RECEIVED: {
            const { channel, message } = action.payload;
            const before = state.channels[channel] || [];
            return Object.assign({}, state, {
                channels: Object.assign({}, state.channels, {
                    [channel]: before.concat(message)
                }),
                unread: channel === state.current ? state.unread : state.unread + 1
            });
        }
        case types.LOGGED_OUT:
            return initial;
        default:
            return state;
    }
};

export default chat;
