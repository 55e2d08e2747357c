package main

import "runtime/debug"

// sdkVersion is the version of the SDK that this program is built with, which the SDK says in SdkVersion.
func sdkVersion() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/microsoftgraph/msgraph-sdk-go" {
			return module.Version[1:]
		}
	}
	return ""
}
