// Class names for Mantine's menus.

export const menuClasses = {
  dropdown: 'menu',
  item: 'menu-item',
  label: 'menu-label',
  divider: 'menu-divider',
};
