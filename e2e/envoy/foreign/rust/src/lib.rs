//! A filter in Rust, with the SDK that most Rust filters use: headers, a body, a call that pauses the request, properties, shared data,
//! a counter, and a panic when a header asks for it.

use log::{info, warn};
use proxy_wasm::hostcalls;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel, MetricType};
use std::time::Duration;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Trace);
    proxy_wasm::set_root_context(|_| Box::new(Root { greeting: String::new(), requests: 0 }));
}}

struct Root {
    greeting: String,
    requests: u32,
}

impl Context for Root {}

impl RootContext for Root {
    fn on_vm_start(&mut self, size: usize) -> bool {
        info!("started with {} bytes for the VM", size);
        true
    }

    fn on_configure(&mut self, _size: usize) -> bool {
        let configuration = self.get_plugin_configuration().unwrap_or_default();
        self.greeting = String::from_utf8_lossy(&configuration).into_owned();
        self.requests = hostcalls::define_metric(MetricType::Counter, "rust.requests").unwrap();
        true
    }

    fn create_http_context(&self, _id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Filter { greeting: self.greeting.clone(), requests: self.requests }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Filter {
    greeting: String,
    requests: u32,
}

impl Filter {
    fn count(&self) {
        let (seen, cas) = self.get_shared_data("seen");
        let number = seen.and_then(|bytes| bytes.first().copied()).unwrap_or(0) + 1;
        let kept = self.set_shared_data("seen", Some(&[number]), cas);
        info!("request {} {:?}", number, kept);
        hostcalls::increment_metric(self.requests, 1).unwrap();
    }
}

impl Context for Filter {
    fn on_http_call_response(&mut self, token: u32, headers: usize, size: usize, _trailers: usize) {
        let body = self.get_http_call_response_body(0, size).unwrap_or_default();
        let side = self.get_http_call_response_header("x-side").unwrap_or_default();
        info!("call {} answered {} headers, {:?}, {}", token, headers, String::from_utf8_lossy(&body), side);
        self.add_http_request_header("x-from-side", &side);
        self.resume_http_request();
    }

    fn on_done(&mut self) -> bool {
        info!("done");
        true
    }
}

impl HttpContext for Filter {
    fn on_http_request_headers(&mut self, count: usize, end: bool) -> Action {
        let path = self.get_property(vec!["request", "path"]).unwrap_or_default();
        info!("{} headers, end {}, path {}", count, end, String::from_utf8_lossy(&path));
        self.count();
        if let Some(index) = self.get_http_request_header("x-panic") {
            let places = [1, 2, 3];
            warn!("{}", places[index.len() + 2]);
        }
        self.set_http_request_header("x-greeting", Some(&self.greeting));
        if self.get_http_request_header("x-call").is_none() {
            return Action::Continue;
        }
        let headers = vec![(":method", "GET"), (":path", "/side"), (":authority", "side")];
        match self.dispatch_http_call("side", headers, None, vec![], Duration::from_secs(2)) {
            Ok(token) => info!("asked, token {}", token),
            Err(status) => warn!("not asked: {:?}", status),
        }
        Action::Pause
    }

    fn on_http_response_headers(&mut self, _count: usize, _end: bool) -> Action {
        for (name, value) in self.get_http_response_headers() {
            info!("{}: {}", name, value.len());
        }
        self.set_http_response_header("content-length", None);
        Action::Continue
    }

    fn on_http_response_body(&mut self, size: usize, end: bool) -> Action {
        if !end {
            return Action::Pause;
        }
        let body = self.get_http_response_body(0, size).unwrap_or_default();
        let text: String = String::from_utf8_lossy(&body).chars().rev().collect();
        self.set_http_response_body(0, size, text.as_bytes());
        Action::Continue
    }

    fn on_log(&mut self) {
        info!("{:?}", self.get_property(vec!["response", "code"]));
    }
}
