// The hostcalls that the filter needs, with Go strings instead of pointers.
package main

import (
	"encoding/binary"
	"strings"
	"unsafe"
)

const (
	actionContinue = 0
	actionPause    = 1

	requestHeaders      = 0
	responseHeaders     = 2
	callResponseHeaders = 6

	responseBody        = 1
	callResponseBody    = 4
	pluginConfiguration = 7

	counter = 0
)

//go:wasmimport env proxy_log
func proxyLog(level uint32, text unsafe.Pointer, size uint32) uint32

//go:wasmimport env proxy_get_header_map_value
func proxyGetHeaderMapValue(mapType uint32, name unsafe.Pointer, nameSize uint32, value, valueSize unsafe.Pointer) uint32

//go:wasmimport env proxy_replace_header_map_value
func proxyReplaceHeaderMapValue(mapType uint32, name unsafe.Pointer, nameSize uint32, value unsafe.Pointer, valueSize uint32) uint32

//go:wasmimport env proxy_remove_header_map_value
func proxyRemoveHeaderMapValue(mapType uint32, name unsafe.Pointer, nameSize uint32) uint32

//go:wasmimport env proxy_get_buffer_bytes
func proxyGetBufferBytes(buffer, start, size uint32, value, valueSize unsafe.Pointer) uint32

//go:wasmimport env proxy_set_buffer_bytes
func proxySetBufferBytes(buffer, start, size uint32, value unsafe.Pointer, valueSize uint32) uint32

//go:wasmimport env proxy_get_property
func proxyGetProperty(path unsafe.Pointer, pathSize uint32, value, valueSize unsafe.Pointer) uint32

//go:wasmimport env proxy_get_shared_data
func proxyGetSharedData(key unsafe.Pointer, keySize uint32, value, valueSize, cas unsafe.Pointer) uint32

//go:wasmimport env proxy_set_shared_data
func proxySetSharedData(key unsafe.Pointer, keySize uint32, value unsafe.Pointer, valueSize, cas uint32) uint32

//go:wasmimport env proxy_define_metric
func proxyDefineMetric(metricType uint32, name unsafe.Pointer, nameSize uint32, id unsafe.Pointer) uint32

//go:wasmimport env proxy_increment_metric
func proxyIncrementMetric(id uint32, delta int64) uint32

//go:wasmimport env proxy_http_call
func proxyHttpCall(cluster unsafe.Pointer, clusterSize uint32, headers unsafe.Pointer, headersSize uint32, body unsafe.Pointer, bodySize uint32,
	trailers unsafe.Pointer, trailersSize, timeoutMs uint32, token unsafe.Pointer) uint32

//go:wasmimport env proxy_set_effective_context
func setEffectiveContext(context uint32) uint32

//go:wasmimport env proxy_continue_stream
func continueStream(stream uint32) uint32

// Blocks that the host was given and that the filter has not taken yet.
var blocks = map[unsafe.Pointer][]byte{}

//go:wasmexport proxy_on_memory_allocate
func allocate(size uint32) unsafe.Pointer {
	block := make([]byte, size)
	pointer := unsafe.Pointer(unsafe.SliceData(block))
	blocks[pointer] = block
	return pointer
}

// A place where the host puts a pointer and a size.
type result struct {
	pointer uint32
	size    uint32
}

func (r *result) take() string {
	if r.size == 0 {
		return ""
	}
	pointer := unsafe.Pointer(uintptr(r.pointer))
	text := string(unsafe.Slice((*byte)(pointer), r.size))
	delete(blocks, pointer)
	return text
}

func at(text string) (unsafe.Pointer, uint32) {
	return unsafe.Pointer(unsafe.StringData(text)), uint32(len(text))
}

func info(text string) {
	pointer, size := at(text)
	proxyLog(2, pointer, size)
}

func header(mapType uint32, name string) (string, bool) {
	pointer, size := at(name)
	var got result
	status := proxyGetHeaderMapValue(mapType, pointer, size, unsafe.Pointer(&got.pointer), unsafe.Pointer(&got.size))
	return got.take(), status == 0
}

func setHeader(mapType uint32, name, value string) {
	namePointer, nameSize := at(name)
	pointer, size := at(value)
	proxyReplaceHeaderMapValue(mapType, namePointer, nameSize, pointer, size)
}

func removeHeader(mapType uint32, name string) {
	pointer, size := at(name)
	proxyRemoveHeaderMapValue(mapType, pointer, size)
}

func buffer(kind, start, size uint32) (string, uint32) {
	var got result
	status := proxyGetBufferBytes(kind, start, size, unsafe.Pointer(&got.pointer), unsafe.Pointer(&got.size))
	return got.take(), status
}

func setBuffer(kind, start, size uint32, text string) {
	pointer, textSize := at(text)
	proxySetBufferBytes(kind, start, size, pointer, textSize)
}

func property(path ...string) (string, uint32) {
	pointer, size := at(strings.Join(path, "\x00"))
	var got result
	status := proxyGetProperty(pointer, size, unsafe.Pointer(&got.pointer), unsafe.Pointer(&got.size))
	return got.take(), status
}

func sharedData(key string) (string, uint32) {
	pointer, size := at(key)
	var got result
	var cas uint32
	proxyGetSharedData(pointer, size, unsafe.Pointer(&got.pointer), unsafe.Pointer(&got.size), unsafe.Pointer(&cas))
	return got.take(), cas
}

func setSharedData(key, value string) {
	keyPointer, keySize := at(key)
	pointer, size := at(value)
	proxySetSharedData(keyPointer, keySize, pointer, size, 0)
}

func defineMetric(kind uint32, name string) uint32 {
	pointer, size := at(name)
	var id uint32
	proxyDefineMetric(kind, pointer, size, unsafe.Pointer(&id))
	return id
}

func incrementMetric(id uint32, delta int64) { proxyIncrementMetric(id, delta) }

func httpCall(cluster string, headers [][2]string, timeoutMs uint32) (uint32, uint32) {
	clusterPointer, clusterSize := at(cluster)
	pointer, size := at(serialise(headers))
	var token uint32
	status := proxyHttpCall(clusterPointer, clusterSize, pointer, size, nil, 0, nil, 0, timeoutMs, unsafe.Pointer(&token))
	return token, status
}

// A header map as the ABI has it: how many, then all sizes, then names and values with a zero byte behind each.
func serialise(pairs [][2]string) string {
	bytes := binary.LittleEndian.AppendUint32(nil, uint32(len(pairs)))
	for _, pair := range pairs {
		bytes = binary.LittleEndian.AppendUint32(bytes, uint32(len(pair[0])))
		bytes = binary.LittleEndian.AppendUint32(bytes, uint32(len(pair[1])))
	}
	for _, pair := range pairs {
		bytes = append(append(bytes, pair[0]...), 0)
		bytes = append(append(bytes, pair[1]...), 0)
	}
	return string(bytes)
}
