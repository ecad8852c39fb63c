// A filter in plain Go, as a reactor for wasip1 without any SDK: headers, a body, a call that pauses the request, properties, shared data,
// a metric, and a panic when a header asks for it.
package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {}

var (
	greeting string
	requests uint32
	// Which request waits for which call.
	waiting = map[uint32]uint32{}
)

//go:wasmexport proxy_abi_version_0_2_1
func abiVersion() {}

//go:wasmexport proxy_on_vm_start
func onVmStart(root, size uint32) uint32 {
	fmt.Printf("started with %d bytes for the VM\n", size)
	return 1
}

//go:wasmexport proxy_on_configure
func onConfigure(root, size uint32) uint32 {
	configuration, _ := buffer(pluginConfiguration, 0, size)
	greeting = configuration
	requests = defineMetric(counter, "go.requests")
	return 1
}

//go:wasmexport proxy_on_context_create
func onContextCreate(context, parent uint32) {}

//go:wasmexport proxy_on_request_headers
func onRequestHeaders(context, count, end uint32) uint32 {
	path, status := property("request", "path")
	info(fmt.Sprintf("%d headers, end %d, path %s %d", count, end, path, status))
	seen, _ := sharedData("seen")
	setSharedData("seen", seen+"|")
	incrementMetric(requests, 1)
	if value, found := header(requestHeaders, "x-panic"); found {
		numbers := []int{1, 2, 3}
		fmt.Fprintln(os.Stderr, numbers[len(value)+2])
	}
	if _, found := header(requestHeaders, "x-trap"); found {
		var nobody *string
		info(*nobody)
	}
	setHeader(requestHeaders, "x-greeting", greeting)
	if _, found := header(requestHeaders, "x-call"); !found {
		return actionContinue
	}
	token, status := httpCall("side", [][2]string{{":method", "GET"}, {":path", "/side"}, {":authority", "side"}}, 2000)
	info(fmt.Sprintf("asked, token %d, %d", token, status))
	waiting[token] = context
	return actionPause
}

//go:wasmexport proxy_on_http_call_response
func onHttpCallResponse(root, token, headers, size, trailers uint32) {
	body, _ := buffer(callResponseBody, 0, size)
	side, _ := header(callResponseHeaders, "x-side")
	info(fmt.Sprintf("call %d answered %d headers, %q, %s", token, headers, body, side))
	setEffectiveContext(waiting[token])
	delete(waiting, token)
	setHeader(requestHeaders, "x-from-side", side)
	continueStream(0)
}

//go:wasmexport proxy_on_response_headers
func onResponseHeaders(context, count, end uint32) uint32 {
	removeHeader(responseHeaders, "content-length")
	return actionContinue
}

//go:wasmexport proxy_on_response_body
func onResponseBody(context, size, end uint32) uint32 {
	if end == 0 {
		return actionPause
	}
	body, _ := buffer(responseBody, 0, size)
	setBuffer(responseBody, 0, size, strings.ToUpper(body))
	return actionContinue
}

//go:wasmexport proxy_on_log
func onLog(context uint32) {
	code, status := property("response", "code")
	info(fmt.Sprintf("code %x %d", code, status))
}
