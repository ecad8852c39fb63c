// gRPC, imported from "proxy-wasm/grpc": whoever comes in by this door exports the callbacks of gRPC too.

export { GrpcCall, GrpcCallResponse, GrpcStream } from './grpc-calls';
