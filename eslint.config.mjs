import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

// The arrows of the house: who may import whom. A package's tests may also use the private test kit.
const arrows = {
  'backend-simd': [],
  datasets: [],
  viz: [],
  'layers-custom': [],
  'blocks-residual': ['layers-custom'],
  experiments: ['backend-simd', 'layers-custom', 'blocks-residual', 'datasets', 'viz'],
};

const depConstraints = Object.entries(arrows).map(([name, targets]) => ({
  sourceTag: `package:${name}`,
  onlyDependOnLibsWithTags: [name, ...targets]
    .map((target) => `package:${target}`)
    .concat('tool:test-kit', 'tool:build'),
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/test-results/**', '**/fixtures/**', '.nx/**', '**/*.timestamp-*'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', '*.js', 'bin/*.js', 'tools/*/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowArray: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    plugins: { '@nx': nx },
    files: ['**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          allowCircularSelfDependency: true,
          enforceBuildableLibDependency: false,
          banTransitiveDependencies: false,
          depConstraints: [
            ...depConstraints,
            { sourceTag: 'tool:test-kit', onlyDependOnLibsWithTags: ['package:backend-simd', 'tool:build'] },
            { sourceTag: 'tool:build', onlyDependOnLibsWithTags: ['tool:build'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' },
    },
  },
  prettier,
);
