import { createSocket } from 'node:dgram';

const bindingRequest = 0x0001;
const bindingResponse = 0x0101;
const headerBytes = 20;

/** A STUN server (RFC 8489) on this machine that counts what it is asked. */
export interface StunServer {
	/** for `RTCConfiguration.iceServers` */
	url: string;
	packets: () => number;
	close: () => void;
}

export async function startStunServer(): Promise<StunServer> {
	const socket = createSocket('udp4');
	let packets = 0;
	socket.on('message', (request, sender) => {
		packets++;
		if (request.length < headerBytes || request.readUInt16BE(0) !== bindingRequest) return;
		socket.send(responseTo(request, sender), sender.port, sender.address);
	});
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	return {
		url: `stun:127.0.0.1:${socket.address().port}`,
		packets: () => packets,
		close: () => socket.close()
	};
}

/** §14.2: the sender's own address, XOR the magic cookie. */
function responseTo(request: Buffer, sender: { address: string; port: number }): Buffer {
	const cookie = request.subarray(4, 8);
	const mapped = Buffer.alloc(12);
	mapped.writeUInt16BE(0x0020, 0); // XOR-MAPPED-ADDRESS
	mapped.writeUInt16BE(8, 2);
	mapped.writeUInt8(1, 5); // IPv4
	mapped.writeUInt16BE(sender.port ^ cookie.readUInt16BE(0), 6);
	const address = sender.address.split('.').map(Number);
	address.forEach((byte, at) => mapped.writeUInt8(byte ^ (cookie[at] ?? 0), 8 + at));
	const header = Buffer.from(request.subarray(0, headerBytes));
	header.writeUInt16BE(bindingResponse, 0);
	header.writeUInt16BE(mapped.length, 2);
	return Buffer.concat([header, mapped]);
}
