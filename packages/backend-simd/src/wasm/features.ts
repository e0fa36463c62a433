import { func, f32x4, Module, v128, local } from 'wasmati';

let relaxed: boolean | undefined;

/** Whether this engine has relaxed SIMD (fused multiply-add): Node >= 22, current browsers. Found out once. */
export function hasRelaxedSimd(): boolean {
  relaxed ??= validates(() =>
    func({ in: [v128, v128, v128], out: [v128] }, ([a, b, c]) => {
      local.get(a);
      local.get(b);
      local.get(c);
      f32x4.relaxed_madd();
    }),
  );
  return relaxed;
}

/** Makes the backend behave as on an engine without relaxed SIMD. Must come before its first use. */
export function disableRelaxedSimd(): void {
  relaxed = false;
}

function validates(build: () => ReturnType<typeof func>): boolean {
  const bytes = Module({ exports: { probe: build() } }).toBytes();
  return WebAssembly.validate(bytes as BufferSource);
}
